import { z } from 'zod'
import { UserError } from '../base/errors.ts'
import { maskSecrets } from '../base/text.ts'
import { hazardSchema } from '../migration/hazards.ts'
import { readLinted } from '../migration/lint/files.ts'
import { lint, type ParsedFile, parseFile } from '../migration/lint/lint.ts'
import { readLive } from '../migration/live.ts'
import type { Database } from '../ports/database.ts'
import type { World } from '../ports/world.ts'
import { loadScript } from '../schema/load.ts'
import { createdRoles, missingRoles, readScript } from '../schema/script.ts'
import { isServer } from '../schema/url.ts'

export interface LintOptions {
  /** Files and folders of migrations. */
  readonly sources: readonly string[]
  /** The schema before the first of them: what `db compare` takes. Without it, statements are judged by their text. */
  readonly schema?: string | undefined
}

export const lintResultSchema = z.object({
  schemaVersion: z.literal(1),
  command: z.literal('db lint'),
  /** What ran the statements; null when they were judged by their text. */
  engine: z.object({ name: z.string(), version: z.string() }).nullable(),
  schema: z.string().nullable(),
  /** How many files and statements were looked at. */
  files: z.number().int(),
  statements: z.number().int(),
  findings: z.array(hazardSchema),
  /** What was not run, though there is a schema. */
  notSeen: z.array(z.object({ what: z.string(), why: z.string() })),
})
export type LintResult = z.infer<typeof lintResultSchema>

type LintWorld = Pick<World, 'files' | 'git' | 'input' | 'scratch' | 'servers'>

/** Migrations → what is dangerous in them, on the way there and on the way back. UserErrors: those of the sources, `bad-sql`, `unsupported`. */
export async function dbLint({ sources, schema }: LintOptions, world: LintWorld): Promise<LintResult> {
  if (schema === '-' && sources.includes('-')) {
    throw new UserError('bad-input', 'Standard input can be the schema or a migration, not both. Name a file for one.')
  }
  const files: ParsedFile[] = []
  for (const file of await readLinted(sources, world)) files.push(await parseFile(file))
  const database = schema === undefined ? undefined : await openSchema(schema, files, world)
  try {
    const { findings, notSeen } = await lint(files, database)
    return {
      schemaVersion: 1,
      command: 'db lint',
      engine: database?.engine ?? null,
      schema: schema === undefined ? null : maskSecrets(schema),
      files: new Set(files.map(({ file }) => file)).size,
      statements: files.reduce((sum, { statements }) => sum + statements.length, 0),
      findings: [...findings],
      notSeen: [...notSeen],
    }
  } finally {
    await database?.close()
  }
}

/** A scratch database that holds the schema, and the roles and extensions that the migrations speak of. */
async function openSchema(schema: string, files: readonly ParsedFile[], world: LintWorld): Promise<Database> {
  const script = isServer(schema) ? await readLive(schema, world) : await readScript(schema, world)
  const statements = files.flatMap((file) => file.statements)
  const created = createdRoles(statements)
  const roles = [...new Set([...script.roles, ...missingRoles(statements)])].filter((role) => !created.has(role))
  const extensions = statements
    .filter(({ kind }) => kind === 'CreateExtensionStmt')
    .map(({ tree }) => String(tree.extname))
  return loadScript(
    { ...script, extensions: [...new Set([...script.extensions, ...extensions])].sort() },
    roles,
    world.scratch,
  )
}
