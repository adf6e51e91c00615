// Whether generated validators agree with Ajv: node bench/validators.mjs SPEC… [--instances N] [--seed S] [--as 3.1] (after npm run build).
// For every schema of the components, and every inline one of a body, a response or parameters: N values, a third of them made to be valid, the
// others spoilt (a missing or unknown property, a wrong type, one beyond a limit, NUL, …), judged by Ajv, with the document translated to JSON Schema by the
// letter of the standards, and by the validators.ts of the document, really imported. Where we differ on purpose (bench/validators/laws.mjs), Ajv must come to our
// verdict once it is told that law. `--as 3.1` writes a 3.0 document in the words of 3.1 first. Exit 1 when anything differs otherwise.
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { compareValidators } from './validators/compare.mjs'
import { generateValidators } from './validators/generate.mjs'
import { laws } from './validators/laws.mjs'
import { rewritten } from './validators/rewritten.mjs'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    instances: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    as: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})

const table = {}
for (const spec of positionals) {
  const text = readFileSync(spec, 'utf8')
  const read = spec.endsWith('.json') ? JSON.parse(text) : parse(text)
  const document = flags.as === '3.1' ? rewritten(read) : read
  const options = { instances: Number(flags.instances), seed: flags.seed }
  const started = performance.now()
  const { unlawful, lawful, passedOver, examples, ...counts } = await compareValidators(
    document,
    generateValidators,
    options,
  )
  const lawfully = Object.values(lawful).reduce((sum, count) => sum + count, 0)
  table[`${basename(spec)} ${document.openapi}`] = {
    schemas: counts.subjects,
    instances: counts.instances,
    'valid %': Math.round((counts.valid / counts.instances) * 1000) / 10,
    'valid as made %': Math.round((counts.trulyValid / counts.madeValid) * 1000) / 10,
    agreed: counts.agreed,
    'differ by law': lawfully,
    'differ otherwise': unlawful.length,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  }
  console.log(`${basename(spec)}: differences by law`)
  for (const [reason, count] of Object.entries(lawful).sort(([, a], [, b]) => b - a)) {
    console.log(`  ${String(count).padStart(6)}  ${reason}${laws[reason] ? `: ${laws[reason]}` : ''}`)
    if (flags.verbose) console.log(`          ${line(examples[reason])}`)
  }
  for (const [why, count] of Object.entries(passedOver))
    console.log(`  ${String(count).padStart(6)}  passed over: ${why}`)
  for (const one of firstOfEach(unlawful).slice(0, 20)) console.log(`  DIFFERS ${line(one)}`)
  if (unlawful.length > 0) process.exitCode = 1
}
console.table(table)

function firstOfEach(differences) {
  return [...new Map([...differences].reverse().map((one) => [one.pointer, one])).values()].reverse()
}

function line({ pointer, direction, value, ours, ajv }) {
  const verdict = (one) => (one === undefined ? 'overflows' : one ? 'admits' : 'refuses')
  return `${pointer} (${direction}): we ${ours ? 'admit' : 'refuse'}, Ajv ${verdict(ajv)} ${JSON.stringify(value)?.slice(0, 400)}`
}
