import { UserError } from '../../src/base/errors.ts'
import { parseTargetUrl } from '../../src/load/parse.ts'
import { type Compare, compareOf, refuseBaseless } from './compare.ts'
import type { Inputs } from './inputs.ts'

/** What is loaded. */
export type Subject = Addresses | Document | Script

export interface Addresses {
  readonly kind: 'addresses'
  readonly urls: readonly string[]
  readonly compare: Compare | undefined
}

/** The operations of an OpenAPI document. */
export interface Document {
  readonly kind: 'document'
  readonly document: string
  /** Where its paths start; empty when nobody said. */
  readonly url: string
}

export interface Script {
  readonly kind: 'script'
  readonly script: string
}

/** Exactly one of url, script and spec says what is loaded. UserError `bad-input` for inputs that contradict each other. */
export function subjectOf(inputs: Inputs): Subject {
  for (const url of inputs.url) parseTargetUrl(url)
  refuseBaseless(inputs)
  if (inputs.script !== '') return scriptOf(inputs)
  if (inputs.spec !== '') return documentOf(inputs)
  refuse(inputs, ['operations'], 'is about a document. Name it by the input spec.')
  if (inputs.url.length > 0) return { kind: 'addresses', urls: inputs.url, compare: compareOf(inputs) }
  throw mistake('The input url is missing: name what to load, or set script or spec instead.')
}

const ofRequests = ['operations', 'method', 'headers', 'body', 'warmup', 'compare'] as const

function scriptOf(inputs: Inputs): Script {
  const { script, gates, duration, concurrency, start } = inputs
  refuse(inputs, ['url', 'spec'], 'and script exclude each other: a script has its own addresses.')
  refuse(inputs, ofRequests, 'means nothing to a script, which says itself what it asks and how.')
  if (concurrency !== undefined && duration === undefined) {
    throw mistake('With concurrency, k6 forgets the scenarios of the script. Say by duration how long it runs, too.')
  }
  if (gates.gatesFile !== undefined) {
    throw mistake(
      `k6 does not tell the endpoints of a script apart. Write gates, or thresholds in the script, instead of ${gates.gatesFile}.`,
    )
  }
  if (start !== '' && inputs['wait-on'].length === 0) {
    throw mistake(
      'The input wait-on is missing: nothing else says which address the script needs to have answers from.',
    )
  }
  return { kind: 'script', script }
}

function documentOf(inputs: Inputs): Document {
  const { spec, url: urls } = inputs
  refuse(inputs, ['method', 'body'], 'and spec exclude each other: the document has both for each operation.')
  refuse(
    inputs,
    ['compare'],
    'and spec exclude each other: addresses can be compared, and not the operations of a document.',
  )
  if (/^[a-z]+:\/\//i.test(spec) || spec === '-') {
    throw mistake('The input spec is a file of the repository, such as openapi.yaml.')
  }
  const [url = '', ...more] = urls
  if (more.length === 0) return { kind: 'document', document: spec, url }
  throw mistake(
    `With spec, url is the one address where the paths of the document start, and there are ${urls.length}.`,
  )
}

function refuse(inputs: Inputs, names: readonly (keyof Inputs)[], why: string): void {
  const name = names.find((each) => isGiven(inputs[each]))
  if (name !== undefined) throw mistake(`The input ${name} ${why}`)
}

function isGiven(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== ''
}

function mistake(message: string): UserError {
  return new UserError('bad-input', message)
}
