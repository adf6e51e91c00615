import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { createTranslator } from './json-schema.mjs'
import { hasNul, laws, renamedKeys } from './laws.mjs'

/** Laws about the value, whatever the schema. */
const ofValues = new Set(['proto', 'inherited'])

function seen(value, names) {
  const renamed = names.has('inherited') ? renamedKeys(value, (name) => (name in {} ? `${name} ` : name)) : value
  return names.has('proto') ? renamedKeys(renamed, (name) => (name === '__proto__' ? undefined : name)) : renamed
}

/**
 * Ajv on the subjects of a document. `reason` says which of our laws explains a verdict that is not Ajv's: the one that by itself makes Ajv come to
 * ours, or all that were needed together; undefined when none does. `ours` gives the verdict of our own table of formats.
 */
export function createJudge(document, subjects, ours) {
  const known = new Map()
  const ajvFor = (names, direction) => {
    const key =
      [...names]
        .filter((name) => !ofValues.has(name))
        .sort()
        .join() + (names.has('direction') ? direction : '')
    const found = known.get(key) ?? compiled(document, subjects, names, direction, ours)
    known.set(key, found)
    return found
  }
  const verdict = (subject, value, names = new Set()) => {
    return ajvFor(names, subject.direction).validate(subject, seen(value, names))
  }
  const all = new Set(Object.keys(laws).filter((name) => name !== 'circles'))
  return {
    verdict,
    find: (ref) => ajvFor(new Set()).defs[ref.slice('#/$defs/'.length)],
    schema: (subject) => ({ $ref: ajvFor(new Set()).places.get(subject) }),
    reason(subject, value, our) {
      const held = hasNul(value)
      // A text that is refused refuses the whole, but for one alternative among others.
      const judged = (names) => (held && !our && names.has('nul')) || verdict(subject, value, names) === our
      const single = [...all].find((name) => judged(new Set([name])))
      if (single !== undefined) return single
      if (!judged(all)) return undefined
      // Without which ones would it not be explained?
      const needed = [...all].filter((name) => !judged(new Set([...all].filter((other) => other !== name))))
      return needed.join(' + ') || 'several'
    },
  }
}

function compiled(document, subjects, names, direction, ours) {
  const translator = createTranslator(document, names, direction)
  const places = new Map(subjects.map((subject) => [subject, translator.add(subject.schema)]))
  const ajv = createAjv(names, ours)
  ajv.addSchema({ $id: 'http://document/', $defs: translator.defs })
  const validators = new Map()
  return {
    defs: translator.defs,
    places,
    validate(subject, value) {
      const validate = validators.get(subject) ?? ajv.compile({ $ref: `http://document/${places.get(subject)}` })
      validators.set(subject, validate)
      return validate(value)
    },
  }
}

function createAjv(names, ours) {
  const ajv = new Ajv2020({ strict: false, logger: false, inlineRefs: false, ownProperties: true, code: { regExp } })
  addFormats.default(ajv)
  if (names.has('formats')) {
    for (const [name, { text, number }] of Object.entries(ours)) {
      if (number) ajv.addFormat(name, { type: 'number', validate: (value) => number(value) })
      else ajv.addFormat(name, { type: 'string', validate: (value) => text(value) })
    }
  }
  if (names.has('nul'))
    ajv.addKeyword({
      keyword: 'noNul',
      validate: (deep, value) => !(deep ? hasNul(value) : String(value).includes('\0') && typeof value === 'string'),
      errors: false,
    })
  if (names.has('decimals')) {
    ajv.removeKeyword('multipleOf')
    ajv.addKeyword({ keyword: 'multipleOf', type: 'number', validate: isMultiple, errors: false })
  }
  return ajv
}

/** ECMA-262 with the `u` flag, as JSON Schema asks, and without it for a pattern that only compiles so. */
function regExp(pattern) {
  try {
    return new RegExp(pattern, 'u')
  } catch {
    return new RegExp(pattern)
  }
}
regExp.code = 'new RegExp'

/** JSON Schema Validation 6.2.1 in exact arithmetic: both numbers as they are written. */
function isMultiple(of, value) {
  const [a, b] = [exact(value), exact(of)]
  const exponent = Math.min(a.exponent, b.exponent)
  const scaled = ({ digits, exponent: own }) => digits * 10n ** BigInt(own - exponent)
  return scaled(a) % scaled(b) === 0n
}

function exact(number) {
  const [, sign, whole, fraction = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number))
  return { digits: BigInt(`${sign}${whole}${fraction}`), exponent: Number(exponent) - fraction.length }
}
