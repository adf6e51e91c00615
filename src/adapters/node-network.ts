import { lookup } from 'node:dns/promises'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Network } from '../ports/network.ts'
import { download } from './download.ts'

const pauseMs = 200
const attemptMs = 5_000
const serverError = 500

export const nodeNetwork: Network = { resolves, answers, download, freePort }

async function resolves(host: string): Promise<boolean> {
  try {
    // An IPv6 address stands in brackets in a URL.
    await lookup(host.replace(/^\[(.*)\]$/, '$1'))
    return true
  } catch {
    return false
  }
}

async function answers(
  url: string,
  { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<boolean> {
  const end = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
  while (!end.aborted) {
    if (await answersOnce(url, end)) return true
    await sleep(pauseMs, undefined, { signal: end }).catch(() => undefined)
  }
  return false
}

async function answersOnce(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const attempt = AbortSignal.any([signal, AbortSignal.timeout(attemptMs)])
    const response = await fetch(url, { signal: attempt, redirect: 'manual' })
    await response.body?.cancel()
    return response.status < serverError
  } catch {
    return false
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo
        probe.close(() => resolve(port))
      })
  })
}
