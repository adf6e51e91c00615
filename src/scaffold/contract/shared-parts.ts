import { isObject, type JsonObject } from '../../openapi/spot.ts'

type Part = { readonly $ref: string }

/** What the enveloped document has in `components` beside what was there, under names that are free. */
export class SharedParts {
  readonly #document: JsonObject
  readonly #schemas: Record<string, unknown> = {}
  readonly #responses: Record<string, unknown> = {}
  readonly meta: Part
  readonly error: Part
  readonly anyError: Part

  constructor(document: JsonObject) {
    this.#document = document
    this.meta = this.#add('schemas', 'Meta', meta)
    this.error = this.#add('schemas', 'Error', error(this.meta))
    this.anyError = this.#add('responses', 'Error', {
      description: 'What is wrong with the request, or with the server.',
      content: this.errorContent(),
    })
  }

  errorContent(): JsonObject {
    return { 'application/json': { schema: this.error } }
  }

  /** What a reference of the document leads to; references to references are followed. */
  resolve(value: unknown): unknown {
    const seen = new Set<unknown>()
    let here = value
    while (isObject(here) && typeof here.$ref === 'string' && !seen.has(here)) {
      seen.add(here)
      here = this.#at(here.$ref)
    }
    return here
  }

  components(): JsonObject {
    const there = this.#own()
    const { responses: own, ...others } = there
    const schemas = { ...(there.schemas as object), ...this.#schemas }
    return { ...others, schemas, responses: { ...(own as object), ...this.#responses } }
  }

  #at(ref: string): unknown {
    const steps = ref.split('/').slice(1)
    const names = steps.map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    return names.reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      this.#document,
    )
  }

  #own(): JsonObject {
    const components = this.#document.components
    return isObject(components) ? components : {}
  }

  #add(key: 'schemas' | 'responses', wanted: string, value: unknown): Part {
    const there = this.#own()[key]
    let name = wanted
    for (let number = 2; isObject(there) && Object.hasOwn(there, name); number++) name = `${wanted}${number}`
    const parts = key === 'schemas' ? this.#schemas : this.#responses
    parts[name] = value
    return { $ref: `#/components/${key}/${name}` }
  }
}

const text = { type: 'string' }

const meta = { type: 'object', required: ['requestId'], properties: { requestId: text } }

function error(metaPart: Part): JsonObject {
  const detail = { type: 'object', required: ['field', 'message'], properties: { field: text, message: text } }
  const inside = {
    type: 'object',
    required: ['code', 'message', 'details'],
    properties: { code: text, message: text, details: { type: 'array', items: detail } },
  }
  return { type: 'object', required: ['error', 'meta'], properties: { error: inside, meta: metaPart } }
}
