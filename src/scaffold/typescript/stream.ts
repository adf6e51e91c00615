const declarations: Readonly<Record<string, string>> = {
  BytesBody: 'Uint8Array | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>',
  TextBody: 'string | ReadableStream<Uint8Array> | AsyncIterable<string | Uint8Array>',
}

/** The declarations of the streams that a text uses. */
export function streamDeclarations(text: string): string {
  const used = Object.entries(declarations).filter(([name]) => new RegExp(`\\b${name}\\b`).test(text))
  return used.map(([name, type]) => `export type ${name} = ${type}`).join('\n')
}
