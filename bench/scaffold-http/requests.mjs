import { instance } from '../validators/instances.mjs'
import { createTranslator } from '../validators/json-schema.mjs'
import { followed, resolve } from '../validators/pointer.mjs'
import { randomOf } from '../validators/random.mjs'
import { mediaOf } from '../validators/subjects.mjs'
import { brackets, encoded } from './encode.mjs'

/** Makes requests for the operations of a document, from the document's own schemas. */
export function createRequests(document) {
  const translator = createTranslator(document, new Set(['direction', 'type']), 'request')
  const find = (ref) => translator.defs[ref.slice('#/$defs/'.length)]
  const places = new Map()
  const schemaAt = (key, schema) => {
    const place = places.get(key) ?? translator.add(schema ?? {})
    places.set(key, place)
    return { $ref: place }
  }
  const parameterSchema = ({ pointer }) => {
    const { schema, content } = resolve(document, pointer)
    return schemaAt(pointer, schema ?? Object.values(content ?? {})[0]?.schema ?? { type: 'string' })
  }
  const bodySchema = ({ pointer }, { mediaType }) => {
    const body = followed(document, resolve(document, pointer).requestBody)
    return schemaAt(`${pointer} ${mediaType}`, mediaOf(body.content, mediaType).schema)
  }
  /** `spoil`: the parameter or `body` that is made wrong. */
  const build = (operation, seed, spoil) => {
    const parameters = operation.parameters.filter(
      ({ required }, index) => required || spoil === operation.parameters[index] || randomOf(seed, index).chance(0.3),
    )
    const values = parameters.map((parameter) => {
      const schema = parameterSchema(parameter)
      const { value, parts } = instance(schema, find, `${seed} ${parameter.name}`)
      return spoil === parameter
        ? instance(schema, find, `${seed} ${parameter.name}`, randomOf(seed).below(parts)).value
        : value
    })
    const content = operation.body?.contents[0]
    const body = content && bodyOf(content, bodySchema(operation, content), seed, spoil === 'body')
    return assembled(
      operation,
      parameters.map((parameter, index) => [parameter, values[index]]),
      body,
    )
  }
  const bodyOf = (content, schema, seed, wrong) => {
    const { value, parts } = instance(schema, find, `${seed} body`)
    return written(
      content,
      wrong ? instance(schema, find, `${seed} body`, randomOf(seed, 'b').below(Math.min(parts, 6))).value : value,
    )
  }
  return {
    valid: (operation, seed) => build(operation, seed),
    /** Everything that can be made wrong, in turn. */
    wrong(operation, seed) {
      const parts = [...(operation.body ? ['body'] : []), ...operation.parameters]
      return parts.length === 0 ? undefined : build(operation, seed, parts[randomOf(seed, 'which').below(parts.length)])
    },
    /** A NUL character in the first parameter, or in the body. */
    nul(operation, seed) {
      const [parameter] = operation.parameters
      if (parameter === undefined && !operation.body) return undefined
      const request = build(operation, seed, parameter ?? 'body')
      if (!parameter)
        return { ...request, body: /json/.test(request.headers['content-type'] ?? '') ? '"\\u0000"' : '%00=%00' }
      return assembled(
        operation,
        operation.parameters.map((one) => [
          one,
          one === parameter ? '\0' : instance(parameterSchema(one), find, seed).value,
        ]),
        undefined,
      )
    },
  }
}

function assembled({ method, template }, parameters, body) {
  const of = (place) =>
    parameters
      .filter(([parameter]) => parameter.place === place)
      .map(([parameter, value]) => [parameter, encoded(parameter, value)])
  const inPath = new Map(of('path').map(([{ name }, text]) => [name, text]))
  const path = template.map((part) => (part.kind === 'text' ? encodeURI(part.text) : inPath.get(part.name))).join('')
  const pairs = (place) => of(place).flatMap(([, list]) => list.map(([name, text]) => `${name}=${text}`))
  const query = pairs('query').join('&')
  const cookie = pairs('cookie').join('; ')
  const headers = Object.fromEntries(
    of('header').map(([{ name }, text]) => [
      name,
      Buffer.from(text)
        .toString('latin1')
        .replace(/[^\x20-\xff]/g, ' '),
    ]),
  )
  return {
    method: method.toUpperCase(),
    path: query === '' ? path : `${path}?${query}`,
    headers: {
      ...headers,
      ...(cookie !== '' && { cookie }),
      ...(body && { 'content-type': body.type, 'content-length': Buffer.byteLength(body.text) }),
    },
    body: body?.text,
  }
}

function written({ mediaType, format }, value) {
  const type = mediaType.replace('*/*', 'application/json').replace('/*', '/plain')
  if (format === 'json') return { type: type === 'text/plain' ? 'application/json' : type, text: JSON.stringify(value) }
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [['value', value]]
  const pairs = members.flatMap(([name, inner]) => brackets(name, inner))
  if (format === 'form') return { type, text: pairs.map((pair) => pair.join('=')).join('&') }
  if (format !== 'multipart') return { type, text: typeof value === 'string' ? value : 'text' }
  const file = members.map(([name]) => name)[0]
  const parts = pairs.map(([name, text]) => {
    const own = decodeURIComponent(name)
    return `--X\r\nContent-Disposition: form-data; name="${own}"${own === file ? '; filename="a"' : ''}\r\n\r\n${decodeURIComponent(text)}\r\n`
  })
  return { type: `${type}; boundary=X`, text: `${parts.join('')}--X--\r\n` }
}
