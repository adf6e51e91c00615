import type { Dialect } from './dialect.ts'
import type { Reader } from './reader.ts'
import { at, kindOf, type Spot } from './spot.ts'

/** The dialect that the document speaks, or undefined, with diagnostics, when it is none of ours. */
export function dialectOf(reader: Reader): Dialect | undefined {
  const { root } = reader
  const broken = root.file.mistakes
  for (const mistake of broken) reader.broken(root.file, mistake)
  if (broken.length > 0 || !reader.object(root, 'An OpenAPI document')) return undefined
  const openapi = at(root, 'openapi')
  const swagger = at(root, 'swagger')
  if (swagger.value !== undefined && openapi.value !== undefined) {
    const message = 'The document says both `openapi` and `swagger`. Remove the one that it is not.'
    reader.error(swagger, 'unsupported-version', message)
    return undefined
  }
  if (swagger.value !== undefined) return swaggerVersion(swagger, reader)
  if (openapi.value !== undefined) return openapiVersion(openapi, reader)
  reader.error(
    root,
    'not-openapi',
    'This is no OpenAPI document: it starts neither with `openapi: 3.0.3` or the like nor with `swagger: "2.0"`.',
  )
  return undefined
}

/** `2.0` without quotes is the number 2 to YAML. */
function swaggerVersion(version: Spot, reader: Reader): Dialect | undefined {
  const text = versionText(version, 'swagger', reader)
  if (text === undefined) return undefined
  if (text === '2.0' || text === '2') return '2.0'
  reader.error(version, 'unsupported-version', `Swagger ${text} is not read. Version 2.0 is, and OpenAPI 3.`)
  return undefined
}

function openapiVersion(version: Spot, reader: Reader): Dialect | undefined {
  const text = versionText(version, 'openapi', reader)
  if (text === undefined) return undefined
  if (/^3\.0(\.|$)/.test(text) || text === '3') return '3.0'
  if (/^3\.1(\.|$)/.test(text)) return '3.1'
  if (/^3\.2(\.|$)/.test(text)) {
    reader.warn(version, 'unsupported-version', 'OpenAPI 3.2 is read as 3.1: what is new in it is passed over.')
    return '3.1'
  }
  const advice = /^2(\.|$)/.test(text) ? ' The key of Swagger 2.0 is `swagger`.' : ''
  const message = `OpenAPI ${text} is not read. Versions 3.0 and 3.1 are, and Swagger 2.0.${advice}`
  reader.error(version, 'unsupported-version', message)
  return undefined
}

function versionText(version: Spot, key: string, reader: Reader): string | undefined {
  if (typeof version.value === 'string' || typeof version.value === 'number') return String(version.value)
  reader.error(version, 'wrong-type', `\`${key}\` must be a text, and this is ${kindOf(version.value)}.`)
  return undefined
}
