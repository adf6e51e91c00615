import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { closest } from '../base/text.ts'
import { parseGate } from './gate.ts'

const gate = z.string('It has to be a gate such as p99<200.').transform((text, context) => {
  try {
    return parseGate(text)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    context.issues.push({ code: 'custom', message: error.message, input: text })
    return z.NEVER
  }
})

const gates = z.array(gate, 'It has to be a list of gates, such as [p99<200, success>99.5%].')

const path = z
  .string('It has to be a path such as /users.')
  .regex(/^\/(?!\/)/, 'A path starts with one /, such as /users. For an address, write url.')
const url = z
  .string('It has to be an address such as https://api.example.com/users.')
  .refine((text) => /^https?:/i.test(text) && URL.canParse(text), 'It has to be an http or https address.')
const method = z
  .string('It has to be a method.')
  .regex(/^[A-Za-z]{1,20}$/, 'It has to be a method such as GET or POST.')

const endpoint = z.strictObject(
  { path: path.optional(), url: url.optional(), method: method.optional(), gates },
  'It has to be a map with path or url, and gates.',
)

const gateSet = z.strictObject(
  {
    extends: z.literal('production', 'The only set to extend is production.').optional(),
    gates: gates.default([]),
    endpoints: z.array(endpoint, 'It has to be a list of endpoints, each with path or url, and gates.').default([]),
  },
  'It has to be a map with extends, gates or endpoints.',
)

/** The gates of a service, those for all its endpoints and those for each. */
export type GateSet = z.output<typeof gateSet>

/** What is wrong, and the path of the key or value that it is about. */
export interface GateSetMistake {
  readonly at: readonly (string | number)[]
  readonly message: string
}

/** The value of a document → its gates, or all its mistakes. */
export function parseGateSet(value: unknown): GateSet | readonly GateSetMistake[] {
  const { data, error } = gateSet.safeParse(value)
  const mistakes = [...(error?.issues ?? []).flatMap(mistakesOf), ...addressMistakes(value)]
  if (!data || mistakes.length > 0) return mistakes
  const all = [...data.gates, ...data.endpoints.flatMap((each) => each.gates)]
  if (all.length > 0 || data.extends !== undefined) return data
  return [{ at: [], message: 'There is not one gate in it.' }]
}

function mistakesOf(issue: z.core.$ZodIssue): readonly GateSetMistake[] {
  const at = issue.path.filter((key) => typeof key !== 'symbol')
  if (issue.code !== 'unrecognized_keys') return [{ at, message: issue.message }]
  const names = Object.keys((at.length === 0 ? gateSet : endpoint).shape)
  return issue.keys.map((key) => {
    const guess = closest(key, names)
    const hint = guess ? `Did you mean ${guess}?` : `There are ${names.join(', ')}.`
    return { at: [...at, key], message: `${JSON.stringify(key)} means nothing here. ${hint}` }
  })
}

/** By hand, because Zod looks at an object as a whole only when all its parts are right. */
function addressMistakes(value: unknown): readonly GateSetMistake[] {
  const endpoints = (value as { endpoints?: unknown } | null)?.endpoints
  if (!Array.isArray(endpoints)) return []
  return endpoints.flatMap((each: unknown, index): readonly GateSetMistake[] => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return []
    const said = ['path', 'url'].filter((name) => Object.hasOwn(each, name))
    if (said.length === 1) return []
    const message =
      said.length === 0 ? 'An endpoint needs a path or a url.' : 'An endpoint has a path or a url, not both.'
    return [{ at: ['endpoints', index], message }]
  })
}
