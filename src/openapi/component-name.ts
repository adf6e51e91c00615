/** OpenAPI has rules for the names of components, which not all who write them know. Security schemes are referred to by name alone. */
export function mayStay(key: string, name: string): boolean {
  return /^[\w.-]+$/.test(name) || key === 'securitySchemes'
}

/** One step of a reference. */
export function encoded(segment: string): string {
  return `/${encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1')).replaceAll('%24', '$')}`
}
