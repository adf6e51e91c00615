import { instance } from './instances.mjs'
import { createJudge } from './judge.mjs'
import { randomOf } from './random.mjs'
import { subjectsOf, withProbes } from './subjects.mjs'

const numbers = ['int8', 'int16', 'int32', 'int64', 'uint8', 'uint16', 'uint32', 'uint64', 'float', 'double']
const texts =
  'email idn-email uuid uri uri-reference iri iri-reference url date date-time time duration ipv4 ipv6 hostname idn-hostname byte base64 base64url binary password json-pointer relative-json-pointer regex uri-template'.split(
    ' ',
  )

/**
 * The generated validators of a document against Ajv. `generate`: the text of a document → its Api and the exports of its validators.ts.
 * Gives { subjects, instances, valid, agreed, lawful: reason → count, unlawful: [{ pointer, kind, value, ours, ajv }], passedOver }.
 */
export async function compareValidators(document, generate, { instances, seed }) {
  const { api, validators } = await generate(withProbes(document))
  const { subjects, passedOver } = subjectsOf(withProbes(document), api, validators)
  const judge = createJudge(withProbes(document), subjects, await ownFormats(generate))
  const report = {
    subjects: subjects.length,
    instances: 0,
    valid: 0,
    madeValid: 0,
    trulyValid: 0,
    agreed: 0,
    lawful: {},
    unlawful: [],
    passedOver,
    examples: {},
  }
  for (const subject of subjects) {
    const each = values(judge.schema(subject), judge.find, `${seed} ${subject.pointer} ${subject.direction}`, instances)
    let index = 0
    for (const value of each) judgeOne(subject, value, judge, report, index++ % 3 === 0)
  }
  return report
}

/** A third ought to be valid, the others are spoilt at a part of their own. */
function* values(schema, find, seed, count) {
  for (let index = 0; index < count; index++) {
    const own = `${seed} ${Math.floor(index / 3)}`
    const { value, parts } = instance(schema, find, own)
    if (index % 3 === 0) yield value
    else yield instance(schema, find, own, index % 3 === 1 && parts < 4 ? 0 : randomOf(own, index).below(parts)).value
  }
}

function judgeOne(subject, value, judge, report, isMadeValid) {
  report.instances++
  if (isMadeValid) report.madeValid++
  const ours = subject.validator.safeParse(value).success
  let ajv
  try {
    ajv = judge.verdict(subject, value)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  if (ajv) report.valid++
  if (ajv && isMadeValid) report.trulyValid++
  if (ours === ajv) {
    report.agreed++
    return
  }
  const reason = ajv === undefined ? 'circles' : judge.reason(subject, value, ours)
  const example = { pointer: subject.pointer, kind: subject.kind, direction: subject.direction, value, ours, ajv }
  if (reason === undefined) report.unlawful.push(example)
  else {
    report.lawful[reason] = (report.lawful[reason] ?? 0) + 1
    report.examples[reason] ??= example
  }
}

/** What our validators say of each format by itself. */
async function ownFormats(generate) {
  const all = [...numbers.map((format) => ['number', format]), ...texts.map((format) => ['string', format])]
  const schemas = Object.fromEntries(all.map(([type, format], index) => [`Format${index}`, { type, format }]))
  const document = { openapi: '3.1.0', info: { title: 'Formats', version: '1' }, paths: {}, components: { schemas } }
  const { validators } = await generate(document)
  return Object.fromEntries(
    all.map(([type, format], index) => {
      const verdict = (value) => validators[`Format${index}`].safeParse(value).success
      return [format, type === 'number' ? { number: verdict } : { text: verdict }]
    }),
  )
}
