import type { Reader } from './reader.ts'
import { at, kindOf } from './spot.ts'

/** The dialect that the document speaks, or undefined, with diagnostics, when it is none of ours. */
export function dialectOf(reader: Reader): '3.0' | '3.1' | undefined {
  const { root } = reader
  const broken = root.file.mistakes
  for (const mistake of broken) reader.broken(root.file, mistake)
  if (broken.length > 0 || !reader.object(root, 'An OpenAPI document')) return undefined
  const version = at(root, 'openapi')
  if (at(root, 'swagger').value !== undefined) {
    const advice = 'Convert it first: npx swagger2openapi --outfile openapi.yaml <file>.'
    reader.error(at(root, 'swagger'), 'unsupported-version', `Swagger 2.0 is not read. ${advice}`)
    return undefined
  }
  if (version.value === undefined) {
    reader.error(
      root,
      'not-openapi',
      'This is no OpenAPI document: it does not start with `openapi: 3.0.3` or the like.',
    )
    return undefined
  }
  if (typeof version.value !== 'string' && typeof version.value !== 'number') {
    reader.error(version, 'wrong-type', `\`openapi\` must be a text, and this is ${kindOf(version.value)}.`)
    return undefined
  }
  const text = String(version.value)
  if (/^3\.0(\.|$)/.test(text) || text === '3') return '3.0'
  if (/^3\.1(\.|$)/.test(text)) return '3.1'
  if (/^3\.2(\.|$)/.test(text)) {
    reader.warn(version, 'unsupported-version', 'OpenAPI 3.2 is read as 3.1: what is new in it is passed over.')
    return '3.1'
  }
  reader.error(version, 'unsupported-version', `OpenAPI ${text} is not read. Versions 3.0 and 3.1 are.`)
  return undefined
}
