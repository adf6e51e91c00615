import { byCodePoint } from '../base/text.ts'
import type { Api, Operation, Parameter, ParameterPlace, RequestBody, Response } from '../openapi/api.ts'
import type { Schema } from '../openapi/schema.ts'
import { literal } from '../writing/template.ts'
import { type FormOwner, formTexts } from './form-texts.ts'
import type { Framework } from './framework.ts'
import { printConstants, printValue } from './print-value.ts'
import { parameterTexts, type Texts } from './texts.ts'
import { indent } from './typescript/layout.ts'

/** What `routes.ts.hbs` is filled with: the operations of one tag. */
export function routesView(tag: string, operations: readonly Operation[], api: Api, framework: Framework): object {
  const names = operations.map(({ name }) => name)
  const [route, validators] = [free('route', names), free('validators', names)]
  return {
    tag,
    imports: [...names].sort(byCodePoint),
    wiring: { route, import: importAs('route', route), validators },
    routes: operations.map((operation) => ({
      name: operation.name,
      members: members(operation, api, framework, validators),
    })),
  }
}

/** A name of ours that no operation has. */
export function free(name: string, taken: readonly string[]): string {
  return taken.includes(name) ? free(`${name}_`, taken) : name
}

/** What stands in the braces of an import. */
export function importAs(name: string, local: string): string {
  return name === local ? name : `${name} as ${local}`
}

function members(operation: Operation, api: Api, framework: Framework, validators: string): readonly string[] {
  const { name, method, path, template, parameters, body, responses, security } = operation
  const owner = { api, subject: `${method.toUpperCase()} ${path}` }
  const lines = [
    `method: '${method}'`,
    `path: ${literal(framework.path(template))}`,
    `template: ${literal(path)}`,
    `handler: ${name}`,
    `validators: ${validators}.${name}`,
    ...(parameters.length > 0
      ? [`parameters: ${printConstants(parameters.map((parameter) => parameterValue(parameter, owner)))}`]
      : []),
    ...(body ? [`body: ${printConstants(bodyValue(body, owner))}`] : []),
    `responses: ${printConstants(responseValue(responses))}`,
    ...(security.length > 0 ? [`security: ${printValue(security)}`] : []),
  ]
  return lines.map((line) => indent(line, 4))
}

const places: Readonly<Record<ParameterPlace, string>> = {
  path: 'params',
  query: 'query',
  header: 'headers',
  cookie: 'cookies',
}

function parameterValue({ place, name, schema, encoding }: Parameter, owner: FormOwner) {
  const where = { in: places[place], name }
  if (encoding.kind === 'content') return { ...where, style: isJson(encoding.mediaType) ? 'json' : 'text' }
  const { style, explode, shape } = encoding
  // What stands in brackets may be nested, as in a form.
  const texts: Texts = style === 'deepObject' ? formTexts(schema, owner) : parameterTexts(shape)
  return {
    ...where,
    ...(style !== usualStyles[place] && { style }),
    // Only what is made of parts can be exploded, and brackets say so themselves.
    ...(explode !== (style === 'form') && style !== 'deepObject' && shape.kind !== 'scalar' && { explode }),
    ...texts,
  }
}

const usualStyles: Readonly<Record<ParameterPlace, string>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
}

function isJson(mediaType: string): boolean {
  return /^[^/]+\/(?:.+\+)?json$/.test(mediaType)
}

function bodyValue({ required, contents }: RequestBody, owner: FormOwner) {
  const entries = contents.map(({ mediaType, format, schema, lists }) => {
    const isForm = format === 'form' || format === 'multipart'
    const more = isForm
      ? { fields: formTexts(schema, { ...owner, lists }) }
      : format === 'bytes'
        ? byteLimits(schema, owner)
        : {}
    return [mediaType, { format, ...more }] as const
  })
  return { required, contents: Object.fromEntries(entries) }
}

/** Of a body that is no text, OpenAPI counts the length in bytes. */
function byteLimits(schema: Schema, { api }: FormOwner): { readonly minBytes?: number; readonly maxBytes?: number } {
  const { ref, text = {} } = schema
  const named = ref === undefined ? undefined : api.schemas.find(({ name }) => name === ref)?.schema
  const { minLength, maxLength } = { ...named?.text, ...text }
  return { ...(minLength && { minBytes: minLength }), ...(maxLength !== undefined && { maxBytes: maxLength }) }
}

function responseValue(responses: readonly Response[]) {
  return Object.fromEntries(
    responses.map(({ status, contents }) => [
      status,
      Object.fromEntries(contents.map(({ mediaType, format }) => [mediaType, format])),
    ]),
  )
}
