/**
 * The client of Go, and so of k6, sends such a request once more when its connection had served others before and was closed before the first byte of
 * the answer (net/http, `isReplayable`), and tells nobody. Others are sent again only when not a byte of them had gone out.
 */
const repeated = ['GET', 'HEAD', 'OPTIONS', 'TRACE']

/** Whether a failure of the connection can be hidden by a repetition, where connections are used again. */
export function isRepeatedUnseen(method: string): boolean {
  return repeated.includes(method)
}
