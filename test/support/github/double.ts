import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { type Json, operationOf } from './description.ts'
import { type Answered, refusal, Shop, type ShopState } from './shop.ts'

export interface Fault {
  readonly operation: string
  readonly status: number
  /** Always, when absent. */
  readonly times?: number
  /** The thing is done all the same, as when a gateway gives up too early. */
  readonly done?: boolean
}

/** A GitHub with one repository, octo/shop, that holds requests and its own answers against GitHub's description of its API. */
export class GitHubDouble {
  readonly shop: Shop
  readonly calls: { readonly operation: string; readonly body: Json }[] = []
  /** Everything that GitHub's description does not allow. */
  readonly violations: string[] = []
  readonly #faults: { readonly fault: Fault; left: number }[] = []
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  constructor(state: ShopState) {
    this.shop = new Shop(state)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** The operations that were called, in order. */
  get operations(): readonly string[] {
    return this.calls.map(({ operation }) => operation)
  }

  fail(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY })
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
  }

  close(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url)
    const body = Number(request.headers['content-length'] ?? 0) > 0 ? await json(request) : undefined
    const [status, answer, headers] = this.#attempt(request.method ?? '', url, body)
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
    response.end(JSON.stringify(answer))
  }

  /** A mistake of the double fails the test by its violations, not by waiting for an answer. */
  #attempt(method: string, url: URL, body: Json): Answered {
    try {
      return this.#answer(method, url, body)
    } catch (error) {
      this.violations.push(String((error as Error).stack))
      return refusal(422)
    }
  }

  #answer(method: string, url: URL, body: Json): Answered {
    const described = operationOf(method, url.pathname)
    if (!described) {
      this.violations.push(`there is no ${method} ${url.pathname}`)
      return refusal(404)
    }
    const { id: operation, params } = described
    this.calls.push({ operation, body })
    this.#note(operation, described.requestFaults(url.searchParams, body))
    const fault = this.#fault(operation)
    if (fault && !fault.done) return refusal(fault.status)
    const answered = this.shop.handle({ operation, params, url, body })
    this.#note(`${operation} answer`, described.answerFaults(answered[0], answered[1]))
    return fault ? refusal(fault.status) : answered
  }

  #fault(operation: string): Fault | undefined {
    const found = this.#faults.find(({ fault, left }) => fault.operation === operation && left > 0)
    if (found) found.left--
    return found?.fault
  }

  #note(where: string, faults: readonly string[]): void {
    this.violations.push(...faults.map((fault) => `${where}: ${fault}`))
  }
}

/** A double for one test. */
export async function github(state: ShopState = {}): Promise<GitHubDouble> {
  const double = new GitHubDouble(state)
  await double.listen()
  onTestFinished(() => double.close())
  return double
}
