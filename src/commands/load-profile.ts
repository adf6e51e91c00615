import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { shellWord } from '../base/shell.ts'
import { maskSecrets } from '../base/text.ts'
import { parseTargetUrl } from '../load/parse.ts'
import type { World } from '../ports/world.ts'
import { renderTemplate } from '../writing/template.ts'
import { type Output, ownFilesSchema, type WrittenOwnFiles, writeOwnFiles } from './own-files.ts'

/** Scripts for k6 of the usual kinds of load tests, each a file in k6-scripts/profiles. */
export const profiles = {
  smoke: 'does it answer at all? Seconds, one user',
  load: 'the traffic of a usual day',
  stress: 'more in every step: where does it bend?',
  spike: 'many times as much at once, and then as before?',
  soak: 'for hours: what grows?',
  attack: 'far more than it is made for: does it shed load and recover?',
} as const

export type ProfileName = keyof typeof profiles
export const profileNames = Object.keys(profiles) as readonly ProfileName[]

export interface LoadProfileOptions extends Output {
  readonly profiles: readonly ProfileName[]
  /** What they are run against, when nothing else is said. */
  readonly url: string
}

export const loadProfileResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('new load-test'),
  ...ownFilesSchema.shape,
})
export type LoadProfileResult = z.infer<typeof loadProfileResultSchema>

export interface WrittenProfiles extends WrittenOwnFiles {
  readonly result: LoadProfileResult
}

/** Writes profiles into a project, with what they share and how to run them. They are the user's: a file that is there is never touched. UserErrors: `bad-option`, `bad-input`. */
export async function loadProfile(
  options: LoadProfileOptions,
  { files, templates, profiles: scripts }: Pick<World, 'files' | 'templates' | 'profiles'>,
): Promise<WrittenProfiles> {
  const { origin, pathname, search } = parseTargetUrl(options.url)
  refuseSecrets(options.url)
  const texts: Record<string, string> = { 'request.ts': await scripts.read('request.ts') }
  for (const name of options.profiles) texts[`${name}.ts`] = await scripts.read(`${name}.ts`)
  const view = {
    settings: `-e ${shellWord(`BASE_URL=${origin}`)} -e ${shellWord(`PATHS=${pathname}${search}`)}`,
    first: options.profiles[0],
    profiles: profileNames.map((name) => ({ name, meaning: profiles[name] })),
  }
  texts['README.md'] = renderTemplate(await templates.read('load-test/README.md.hbs'), view)
  const { result, diff } = await writeOwnFiles(texts, options, files)
  return { result: { schemaVersion: 1, command: 'new load-test', ...result }, diff }
}

/** A key in the address would stand in a file that is committed. */
function refuseSecrets(url: string): void {
  const { username, password } = new URL(url)
  if (maskSecrets(url) === url && username === '' && password === '') return
  const message =
    'The address has a user, a password or a key in it, which would be written into a file. Leave it out, and give it to k6 by HEADERS.'
  throw new UserError('bad-option', message)
}
