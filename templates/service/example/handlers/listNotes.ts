import { list } from '../../../notes.js'
import type { Handlers } from '../../runtime.js'

export const listNotes: Handlers['listNotes'] = async ({ query }) => ({ status: 200, body: list(query.limit) })
