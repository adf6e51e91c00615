import { followed, resolve } from './pointer.mjs'

const probe = '/backwright-probe/'
const json = (schema) => ({ content: { 'application/json': { schema } } })

/** The document with an operation for each schema of its components, so that the validator of each is found whatever its name. */
export function withProbes(document) {
  const names = Object.keys(document.components?.schemas ?? {})
  const paths = names.map((name, index) => {
    const schema = { $ref: `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` }
    const post = {
      operationId: `backwrightProbe${index}`,
      requestBody: json(schema),
      responses: { 200: { description: '', ...json(schema) } },
    }
    return [`${probe}${index}`, { post }]
  })
  return { ...document, paths: { ...document.paths, ...Object.fromEntries(paths) } }
}

/** All that has a validator: { pointer, kind, direction, schema, validator }; `passedOver` counts what no JSON value is for. */
export function subjectsOf(document, api, validators) {
  const all = api.operations.flatMap((operation) => {
    const own = validators[operation.name]
    const contents = contentSubjects(document, operation, own)
    if (operation.path.startsWith(probe)) return componentSubjects(contents)
    const known = contents.map((one) => ({ ...one, why: one.why ?? elsewhere(one.schema, document) }))
    return [...parameterSubjects(document, operation, own), ...known]
  })
  const passedOver = {}
  for (const { why } of all) if (why !== undefined) passedOver[why] = (passedOver[why] ?? 0) + 1
  return { subjects: all.filter(({ why }) => why === undefined), passedOver }
}

/** A component once, and once more where its responses have a validator of their own. */
function componentSubjects(contents) {
  const named = contents.map((one) => ({ ...one, kind: 'component', pointer: one.schema.$ref }))
  return named.filter((one, index) => !named.slice(0, index).some(({ validator }) => validator === one.validator))
}

function elsewhere({ $ref, ...beside }, document) {
  const isAlone = /^3\.0/.test(String(document.openapi)) || Object.keys(beside).length === 0
  return $ref !== undefined && isAlone ? 'a reference to a component' : undefined
}

const places = { path: 'params', query: 'query', header: 'headers', cookie: 'cookies' }

function parameterSubjects(document, { parameters, pointer }, own) {
  return Object.entries(places).flatMap(([place, key]) => {
    const mine = parameters.filter((parameter) => parameter.place === place)
    if (mine.length === 0) return []
    const properties = mine.map(({ name, pointer: at }) => {
      const { schema, content } = resolve(document, at)
      return [name, schema ?? Object.values(content ?? {})[0]?.schema ?? { type: 'string' }]
    })
    const required = mine.filter((parameter) => parameter.required).map(({ name }) => name)
    const schema = {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length > 0 && { required }),
    }
    return { pointer: `${pointer} (${key})`, kind: 'parameters', direction: 'request', schema, validator: own[key] }
  })
}

function contentSubjects(document, operation, own) {
  const raw = resolve(document, operation.pointer)
  const { body, responses, pointer } = operation
  const ofBody = body?.contents.map((content) => {
    const said = followed(document, raw.requestBody)
    const more = { kind: 'body', direction: 'request', pointer: `${pointer}/requestBody ${content.mediaType}` }
    return { ...ofContent(content, said), ...more, validator: own.bodies[content.mediaType] }
  })
  const ofResponses = responses.flatMap(({ status, contents }) =>
    contents.map((content) => {
      const said = followed(document, raw.responses[status] ?? raw.responses[String(status).toLowerCase()])
      const more = {
        kind: 'response',
        direction: 'response',
        pointer: `${pointer}/responses/${status} ${content.mediaType}`,
      }
      return { ...ofContent(content, said), ...more, validator: own.responses[status][content.mediaType] }
    }),
  )
  return [...(ofBody ?? []), ...ofResponses]
}

function ofContent({ mediaType, format }, { content }) {
  const { schema } = mediaOf(content, mediaType)
  const isJson = format !== 'bytes' && format !== 'text'
  const why = isJson ? (schema === undefined ? 'a body without a schema' : undefined) : `a body of ${format}`
  return { schema, why }
}

/** The document's own words for a media type in its plain spelling. */
export function mediaOf(content, mediaType) {
  return Object.entries(content).find(([name]) => name.split(';')[0].trim().toLowerCase() === mediaType)[1]
}
