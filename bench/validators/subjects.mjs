import { resolve } from './json-schema.mjs'

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
  const subjects = []
  const isOld = /^3\.0/.test(String(document.openapi))
  const passedOver = {}
  const skip = (why) => {
    passedOver[why] = (passedOver[why] ?? 0) + 1
  }
  for (const operation of api.operations) {
    const own = validators[operation.name]
    const isProbe = operation.path.startsWith(probe)
    if (!isProbe) subjects.push(...parameterSubjects(document, operation, own))
    for (const one of contentSubjects(document, operation, own)) {
      const isReference = one.schema?.$ref !== undefined && (isOld || Object.keys(one.schema).length === 1)
      if (one.why) skip(one.why)
      else if (!isProbe && isReference) skip('a reference to a component')
      else if (isProbe && one.direction === 'response' && own.bodies['application/json'] === one.validator) continue
      else subjects.push(isProbe ? { ...one, kind: 'component', pointer: one.schema.$ref } : one)
    }
  }
  return { subjects, passedOver }
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
  const follow = (one) => (one?.$ref === undefined ? one : resolve(document, decodeURIComponent(one.$ref.slice(1))))
  const of = (contents, said, direction, kind, validators, at) =>
    contents.map(({ mediaType, format }) => {
      const [, media] = Object.entries(said.content).find(
        ([name]) => name.split(';')[0].trim().toLowerCase() === mediaType,
      )
      const why =
        format === 'bytes' || format === 'text'
          ? `a body of ${format}`
          : media.schema === undefined
            ? 'a body without a schema'
            : undefined
      return {
        pointer: `${at} ${mediaType}`,
        kind,
        direction,
        schema: media.schema,
        validator: validators[mediaType],
        why,
      }
    })
  const { body, responses, pointer } = operation
  return [
    ...(body
      ? of(body.contents, follow(raw.requestBody), 'request', 'body', own.bodies, `${pointer}/requestBody`)
      : []),
    ...responses.flatMap(({ status, contents }) => {
      const said = follow(raw.responses[status] ?? raw.responses[String(status).toLowerCase()])
      return of(contents, said, 'response', 'response', own.responses[status], `${pointer}/responses/${status}`)
    }),
  ]
}
