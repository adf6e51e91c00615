import { readFile } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'
import { loadExtensions } from './extensions.ts'
import type { Answer, Opening, Request } from './protocol.ts'
import { Questions } from './questions.ts'

/** Keeps 64-bit integers as text: pg-delta's sequence bounds do not fit a JavaScript number. */
const parsers = { 20: (value: string) => value }

const port = parentPort
if (!port) throw new Error('This file is the entry of a worker thread.')

const { extensions: names, seed } = workerData as Opening
const opening = open()
opening.catch(() => undefined)

port.on('message', async (request: Request) => port.postMessage(await answer(request)))

async function open() {
  const [extensions, archive] = await Promise.all([loadExtensions(names), readFile(new URL(seed))])
  // PGlite would decompress it in a stream, which takes twice as long; here nothing waits for this thread.
  const db = await PGlite.create({
    extensions,
    parsers,
    loadDataDir: new Blob([gunzipSync(archive)], { type: 'application/x-tar' }),
  })
  return { db, questions: new Questions(db) }
}

async function answer(request: Request): Promise<Answer> {
  try {
    const { db, questions } = await opening
    if (request.kind === 'exec') {
      questions.expect(request.sql)
      const results = await db.exec(request.sql)
      return { id: request.id, rows: [results.at(-1)?.affectedRows ?? 0] }
    }
    const rowMode = request.kind === 'arrays' ? 'array' : 'object'
    const result = await questions.ask(request.sql, request.params, { rowMode, parsers })
    return { id: request.id, rows: result.rows as Answer['rows'] }
  } catch (error) {
    const { message, code, position } = error as { message: string; code?: string; position?: string }
    return {
      id: request.id,
      rows: [],
      error: { message, state: code ?? '', position: position ? Number(position) : undefined },
    }
  }
}
