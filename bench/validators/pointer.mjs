/** `#/a/b%20c` → `/a/b c`. */
export function pointerOf(ref) {
  if (!ref.startsWith('#/')) throw new Error(`One file is read, without anchors, and this is ${ref}`)
  return decodeURIComponent(ref.slice(1))
}

/** What is at a JSON pointer. */
export function resolve(document, pointer) {
  let here = document
  for (const step of pointer.split('/').slice(1)) here = here?.[step.replaceAll('~1', '/').replaceAll('~0', '~')]
  if (here === undefined) throw new Error(`Nothing is at ${pointer}`)
  return here
}

/** What stands there or what it refers to. */
export function followed(document, value) {
  return value?.$ref === undefined ? value : resolve(document, pointerOf(value.$ref))
}
