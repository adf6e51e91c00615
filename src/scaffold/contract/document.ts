import type { Api, Operation } from '../../openapi/api.ts'
import { isObject, type JsonObject } from '../../openapi/spot.ts'
import { mapValues } from './map-values.ts'
import { wrapped } from './response.ts'
import { SharedParts } from './shared-parts.ts'

/** The document of a server whose JSON bodies are all in envelopes. `document` is in one piece. */
export function envelopedDocument(document: JsonObject, api: Api): JsonObject {
  const shared = new SharedParts(document)
  const paths = mapValues(document.paths, (item, path) =>
    mapValues(item, (operation, method) => {
      const known = api.operations.find((one) => one.path === path && one.method === method)
      return known && isObject(operation) ? withEnvelopes(operation, known, shared) : operation
    }),
  )
  const enveloped = { ...document, ...(paths !== undefined && { paths }), components: shared.components() }
  return { ...enveloped, components: withoutUnused(enveloped) }
}

/** Responses are different in envelopes, so that those of the document itself are seldom left with a use. */
function withoutUnused(document: JsonObject & { readonly components: JsonObject }): JsonObject {
  const text = JSON.stringify(document)
  const isUsed = (name: string): boolean => text.includes(`"#/components/responses/${name}"`)
  const used = Object.entries(document.components.responses as object).filter(([name]) => isUsed(name))
  const { responses: _, ...others } = document.components
  return used.length === 0 ? others : { ...others, responses: Object.fromEntries(used) }
}

function withEnvelopes(operation: JsonObject, known: Operation, shared: SharedParts): JsonObject {
  const responses = mapValues(operation.responses, (response, status) => {
    const declared = known.responses.find((one) => String(one.status) === status.toUpperCase() || one.status === status)
    return declared ? wrapped(response, declared, shared) : response
  })
  const isComplete = isObject(responses) && Object.hasOwn(responses, 'default')
  return { ...operation, responses: isComplete ? responses : { ...(responses as object), default: shared.anyError } }
}
