import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Handlers as nobody should write them: one takes a second, one fails and says why. */
export function slowHandlers(folder) {
  const write = (name, body) =>
    writeFileSync(
      join(folder, `src/api/handlers/notes/${name}.ts`),
      `import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError, type Handlers } from '../../runtime.js'
export const ${name}: Handlers['${name}'] = async () => { ${body} }\nexport const kept = ApiError\n`,
    )
  write(
    'getNote',
    `await sleep(1000); return { status: 200, body: { id: crypto.randomUUID(), text: 'slow', createdAt: new Date().toISOString() } }`,
  )
  write('removeNote', `await sleep(0); throw new Error('password of the database is hunter2')`)
  write('addNote', `await sleep(0); throw new ApiError(501, 'NOT_IMPLEMENTED', 'Later')`)
}
