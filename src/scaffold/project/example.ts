import type { Templates } from '../../ports/files.ts'

/** A small API of our own, for who has no document yet. */
export function exampleDocument(templates: Templates): Promise<string> {
  return templates.read('service/example/openapi.yaml')
}

const handlers = ['addNote', 'getNote', 'listNotes', 'removeNote']

/** The handlers of the example, by their place in the API. */
export async function exampleHandlers(templates: Templates): Promise<ReadonlyMap<string, string>> {
  const read = handlers.map(async (name) => {
    const text = await templates.read(`service/example/handlers/${name}.ts`)
    return [`handlers/notes/${name}.ts`, text] as const
  })
  return new Map(await Promise.all(read))
}
