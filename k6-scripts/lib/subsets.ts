// The subsets of k6's metrics that backwright reads: one name for whoever asks for them and whoever reads them. Long lists are functions,
// because every virtual user runs these files at its start.

/** Quantiles in percent, dense at the top, so that any of them and its interval can be read from the summary alone. */
export const grid = () => [...steps(1, 94, 1, 0), ...steps(95, 98.9, 0.1, 1), ...steps(99, 99.98, 0.02, 2)]

/** https://grafana.com/docs/k6/latest/javascript-api/error-codes/ */
const transportCodes = [
  1000, 1010, 1020, 1050, 1100, 1101, 1110, 1111, 1200, 1201, 1202, 1210, 1211, 1212, 1213, 1220, 1300, 1301, 1310,
  1311, 1701,
]
/** Of its 1000, which is all that has no code of its own, those that are told apart by their words. */
export const closedCode = 'closed'
export const malformedCode = 'malformed'
/** Beyond it are those that no standard knows. */
export const mostStatus = 599
export const otherStatusCode = 'http-other'
export const failureCodes = () => [
  ...transportCodes.map(String),
  closedCode,
  malformedCode,
  // Of HTTP/2, a code for each of its errors.
  ...steps(1600, 1664, 1, 0).map(String),
  ...steps(100, mostStatus, 1, 0).map((status) => `http-${status}`),
  otherStatusCode,
]

export const redirects = (arm: string) => `lt_redirects{arm:${arm}}`
/** Pages of HTML among the successes. */
export const pages = (arm: string) => `lt_pages{arm:${arm}}`
export const dropped = 'dropped_iterations{scenario:measured}'
export const failures = (arm: string, code: string) => `lt_failures{arm:${arm},code:${code}}`

export const halves = [0, 1] as const

/** The latencies of one block of a half of an arm. */
export const block = (arm: string, half: number, index: number) =>
  `http_req_duration{expected_response:true,scenario:measured,arm:${arm},half:${half},block:${index}}`

/** All of one block of the only arm. */
export const wholeBlock = (arm: string, index: number) => {
  const tags = `scenario:measured,arm:${arm},block:${index}`
  return { latency: `http_req_duration{expected_response:true,${tags}}`, requests: `http_reqs{${tags}}` }
}

/** The measured part of an arm; all that k6 counts anyway where there is nothing else, because each subset is looked through for every request. */
export function measured(arm: string, isAll: boolean) {
  if (isAll) {
    return {
      latency: 'http_req_duration{expected_response:true}',
      requests: 'http_reqs',
      failed: 'http_req_failed',
      sent: 'data_sent',
      received: 'data_received',
    }
  }
  const tags = `scenario:measured,arm:${arm}`
  return {
    latency: `http_req_duration{expected_response:true,${tags}}`,
    requests: `http_reqs{${tags}}`,
    failed: `http_req_failed{${tags}}`,
    sent: `data_sent{${tags}}`,
    received: `data_received{${tags}}`,
  }
}

/** One endpoint of an arm that has several: few subsets of few tags, because those of a latency are looked through for every request. */
export function ofEndpoint(arm: string, index: number, isAll: boolean) {
  const tags = `${isAll ? '' : `scenario:measured,arm:${arm},`}endpoint:${index}`
  return { latency: `http_req_duration{expected_response:true,${tags}}`, failures: `lt_failures{endpoint:${index}}` }
}

function steps(from: number, to: number, by: number, digits: number): number[] {
  const count = Math.round((to - from) / by) + 1
  return Array.from({ length: count }, (_, index) => Number((from + index * by).toFixed(digits)))
}
