import { remove } from '../../../notes.js'
import { ApiError, type Handlers } from '../../runtime.js'

export const removeNote: Handlers['removeNote'] = async ({ params }) => {
  if (!remove(params.id)) throw new ApiError(404, 'NOT_FOUND', 'There is no such note.')
  return { status: 204 }
}
