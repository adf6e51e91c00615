import Handlebars from 'handlebars'
import { printable } from '../base/text.ts'
import { yamlScalar } from './yaml-scalar.ts'

const engine = Handlebars.create()
engine.registerHelper('string', (text: string) => literal(text))
engine.registerHelper('yaml', (text: string) => yamlScalar(text))
engine.registerHelper('json', (value: unknown) => JSON.stringify(value))

/** A whole file with names filled in. Nothing is escaped: a text goes in as `{{string text}}` or `{{yaml text}}`, a name must be legal already. */
export function renderTemplate(template: string, view: object): string {
  return engine.compile(template, { noEscape: true, strict: true })(view)
}

/** A string literal of TypeScript and of JSON, in single quotes where that needs no escape. */
export function literal(text: string): string {
  // The two end a line in JavaScript before ES2019, and in many viewers.
  const json = printable(JSON.stringify(text)).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  return /['"\\]/.test(json.slice(1, -1)) ? json : `'${json.slice(1, -1)}'`
}
