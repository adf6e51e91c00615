import type { Reader } from './reader.ts'
import { at, type Spot } from './spot.ts'

/** The versions whose documents differ in what their keys mean. */
export type Dialect = '2.0' | '3.0' | '3.1'

/** The document's own schemas by name. */
export function ownSchemas(reader: Reader, dialect: Dialect): readonly (readonly [string, Spot])[] {
  return dialect === '2.0'
    ? reader.members(reader.root, 'definitions')
    : reader.members(at(reader.root, 'components'), 'schemas')
}

/** The document's security schemes by name. */
export function ownSecuritySchemes(reader: Reader, dialect: Dialect): readonly (readonly [string, Spot])[] {
  return dialect === '2.0'
    ? reader.members(reader.root, 'securityDefinitions')
    : reader.members(at(reader.root, 'components'), 'securitySchemes')
}
