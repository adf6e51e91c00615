import type { Api, Operation, PathPart } from '../../openapi/api.ts'

/** An operation's path with the texts of its parameters filled in, as it is sent. */
export function addressOf(template: readonly PathPart[], texts: ReadonlyMap<string, string>): string {
  return template.map((part) => (part.kind === 'text' ? encodeText(part.text) : (texts.get(part.name) ?? ''))).join('')
}

function encodeText(text: string): string {
  return encodeURI(text).replaceAll('%25', '%').replaceAll('?', '%3F').replaceAll('#', '%23')
}

/** What the parameters of a path are told to be, where two stand side by side or share their text with what is between them. */
export function captures(template: readonly PathPart[], path: string): ReadonlyMap<string, string> | undefined {
  const names = template.flatMap((part) => (part.kind === 'parameter' ? [part.name] : []))
  const match = pattern(template).exec(path)
  return match ? new Map(names.map((name, index) => [name, match[index + 1] ?? ''])) : undefined
}

const patterns = new WeakMap<readonly PathPart[], RegExp>()

function pattern(template: readonly PathPart[]): RegExp {
  const known = patterns.get(template)
  if (known) return known
  const parts = template.map((part) =>
    part.kind === 'parameter' ? '([^/]+)' : encodeText(part.text).replace(/[^\w/%-]/g, '\\$&'),
  )
  const made = new RegExp(`^${parts.join('')}$`)
  patterns.set(template, made)
  return made
}

/** The operation that a path belongs to rather, because its own path is more concrete. */
export function rival(operation: Operation, path: string, { operations }: Api): Operation | undefined {
  const { method, template } = operation
  return operations.find(
    (other) =>
      other !== operation &&
      other.method === method &&
      pattern(other.template).test(path) &&
      isMoreConcrete(other.template, template),
  )
}

/** Segment by segment, as the router tries them. */
function isMoreConcrete(one: readonly PathPart[], other: readonly PathPart[]): boolean {
  const [left, right] = [openness(one), openness(other)]
  if (left.length !== right.length) return false
  const difference = left.map((open, index) => open - (right[index] ?? 0)).find((step) => step !== 0)
  return difference !== undefined && difference < 0
}

/** Of each segment: 0 for a concrete one; the less text beside the parameters, the more. */
function openness(template: readonly PathPart[]): readonly number[] {
  const text = template.map((part) => (part.kind === 'text' ? part.text : '\0')).join('')
  return text.split('/').map((segment) => (segment.includes('\0') ? 1 / (1 + segment.replaceAll('\0', '').length) : 0))
}
