import { withSchemas } from './documents.ts'
import type { SchemaCase } from './schema-cases.ts'

/** All cases of a version in one document, each under names of its own, so that they are printed and compiled once. */
export function caseDocument(version: string, cases: Readonly<Record<string, SchemaCase>>): string {
  const schemas = Object.values(cases).flatMap((one, index) => {
    const mine = { It: one.schema, ...one.schemas }
    return Object.entries(mine).map(([name, schema]) => [
      caseName(name, index),
      renamed(schema, Object.keys(mine), index),
    ])
  })
  return withSchemas(version, Object.fromEntries(schemas))
}

/** What the schema `name` of the case is called there. */
export function caseName(name: string, index: number): string {
  return `${name}${String.fromCharCode(65 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`
}

function renamed(schema: unknown, names: readonly string[], index: number): unknown {
  const text = names.reduce((json, name) => {
    const own = json.replaceAll(
      new RegExp(`#/components/schemas/${name}(?=["/])`, 'g'),
      `#/components/schemas/${caseName(name, index)}`,
    )
    return own
      .replaceAll(`:"${name}"`, `:"${caseName(name, index)}"`)
      .replaceAll('"here"', `"here${index}"`)
      .replaceAll('"#here"', `"#here${index}"`)
  }, JSON.stringify(schema))
  return JSON.parse(text)
}
