import { add } from '../../../notes.js'
import type { Handlers } from '../../runtime.js'

export const addNote: Handlers['addNote'] = async ({ body }) => {
  const note = add(body.text)
  return { status: 201, headers: { location: `/notes/${note.id}` }, body: note }
}
