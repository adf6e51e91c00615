import { dbCompare } from '../src/commands/db-compare.ts'
import { compareOutcome } from '../src/commands/db-compare-outcome.ts'
import { parseMigrationName } from '../src/migration/name.ts'
import { generator } from './generator.ts'
import { text } from './question.ts'

export const migration = generator({
  name: 'migration',
  summary: 'two schemas -> a migration and its rollback, proved both ways (db compare)',
  writes: true,
  questions: [
    text('from', { message: 'The schema as it is: a .sql file, or git:REF:path?' }),
    text('to', { message: 'The schema as it should be?' }),
    text('name', { message: 'What does the migration do?', initial: 'migration', parse: parseMigrationName }),
    text('output', { message: 'Which folder are the migrations in?', short: 'o', initial: 'migrations' }),
  ],
  example: 'backwright new migration --from git:HEAD:db/schema.sql --to db/schema.sql --name add_user_indexes',
  run: async ({ from, to, name, output }, { write, check }, world) => {
    const result = await dbCompare({ from, to, name, output, online: true, write }, world)
    return compareOutcome(result, { from, to, check })
  },
})
