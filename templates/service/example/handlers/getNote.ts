import { find } from '../../../notes.js'
import { ApiError, type Handlers } from '../../runtime.js'

export const getNote: Handlers['getNote'] = async ({ params }) => {
  const note = find(params.id)
  if (!note) throw new ApiError(404, 'NOT_FOUND', 'There is no such note.')
  return { status: 200, body: note }
}
