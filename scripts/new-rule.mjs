// Makes the files of a new schema rule: npm run new-rule <id>. Its test fails until the rule is written.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const [id = ''] = process.argv.slice(2)
if (!/^[a-z]+(-[a-z]+)+$/.test(id)) {
  console.error('Name what is wrong, as a noun phrase: npm run new-rule unindexed-foreign-key')
  process.exit(2)
}
const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase())
const list = 'src/schema/rules/all.ts'
const files = {
  [`src/schema/rules/${id}.ts`]: `import type { Rule } from '../../base/rule.ts'
import type { Schema } from '../model.ts'

export const ${name}: Rule<Schema> = {
  id: '${id}',
  severity: 'warning',
  summary: 'Say what to do, in one sentence.',

  *check(schema) {
    for (const table of schema.tables) {
      yield { at: { schema: table.schema, table: table.name }, message: \`Say what is wrong with \${table.name}.\` }
    }
  },
}
`,
  [`test/schema/rules/${id}.test.ts`]: `import { ${name} } from '../../../src/schema/rules/${id}.ts'
import { ruleCases } from '../../support/rule-cases.ts'

ruleCases(${name}, {
  passes: {
    'say why it is right': 'CREATE TABLE t (id int PRIMARY KEY);',
  },
  fails: {
    'say why it is wrong': { sql: 'CREATE TABLE t (id int);', problems: [] },
  },
})
`,
  [`docs/rules/${id}.md`]: `# ${id}

This page says what the rule \`${id}\` finds and how to mend it.
`,
}
const taken = Object.keys(files).find((path) => existsSync(path))
if (taken) {
  console.error(`${taken} exists already.`)
  process.exit(2)
}
for (const [path, text] of Object.entries(files)) writeFileSync(path, text)
const text = readFileSync(list, 'utf8')
writeFileSync(
  list,
  text
    .replace("import type { Schema } from '../model.ts'\n", `$&import { ${name} } from './${id}.ts'\n`)
    .replace(/,?\s*\]\n$/, `, ${name}]\n`),
)
const written = [...Object.keys(files), list]
const biome = 'node_modules/@biomejs/biome/bin/biome'
const code = written.filter((path) => path.endsWith('.ts'))
spawnSync(process.execPath, [biome, 'check', '--write', '--log-level=error', ...code], { stdio: 'inherit' })
console.log(written.join('\n'))
