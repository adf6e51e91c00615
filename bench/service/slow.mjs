import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const handlers = {
  getNote: `import { setTimeout as sleep } from 'node:timers/promises'
    import type { Handlers } from '../../runtime.js'
    export const getNote: Handlers['getNote'] = async ({ params }) => {
      await sleep(1000)
      return { status: 200, body: { id: params.id, text: 'slow', createdAt: new Date().toISOString() } }
    }`,
  removeNote: `import type { Handlers } from '../../runtime.js'
    export const removeNote: Handlers['removeNote'] = async () => {
      throw new Error('password of the database is hunter2')
    }`,
  addNote: `import { type Handlers, notImplemented } from '../../runtime.js'
    export const addNote: Handlers['addNote'] = async () => notImplemented()`,
}

/** Handlers as nobody should write them: one takes a second, one fails and says why, one is as it was generated. */
export function slowHandlers(folder) {
  for (const [name, text] of Object.entries(handlers)) {
    writeFileSync(join(folder, `src/api/handlers/notes/${name}.ts`), text)
  }
}
