import { randomUUID } from 'node:crypto'
import type { Note } from './api/types.js'

/** In memory, as many as fit a small example, and gone with the process. Replace this file by one that asks your database. */
const notes = new Map<string, Note>()
const most = 1000

/** Newest first. */
export function list(limit: number): Note[] {
  return [...notes.values()].reverse().slice(0, limit)
}

export function add(text: string): Note {
  const note = { id: randomUUID(), text, createdAt: new Date().toISOString() }
  notes.set(note.id, note)
  const [oldest] = notes.keys()
  if (notes.size > most && oldest !== undefined) notes.delete(oldest)
  return note
}

export function find(id: string): Note | undefined {
  return notes.get(id)
}

/** Whether it was there. */
export function remove(id: string): boolean {
  return notes.delete(id)
}
