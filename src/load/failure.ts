export const failureKinds = [
  'http',
  'connect-timeout',
  'response-timeout',
  'refused',
  'reset',
  'dns',
  'tls',
  'other',
] as const

/** A class of failed requests. */
export interface Failure {
  readonly kind: (typeof failureKinds)[number]
  readonly label: string
  readonly count: number
}

/** Counts by k6's error code or `http-<status>` → classes, the most frequent first; what `failed` has more than they is of an unknown class. */
export function failureClasses(counts: Readonly<Record<string, number>>, failed: number): readonly Failure[] {
  const told = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const unknown: Failure = { kind: 'other', label: unknownLabel, count: failed - told }
  const classes = Object.entries(counts).map(([code, count]): Failure => ({ ...classify(code), count }))
  return mergeFailures(unknown.count > 0 ? [unknown, ...classes] : classes)
}

/** Each class once, the most frequent first. */
export function mergeFailures(failures: readonly Failure[]): readonly Failure[] {
  const classes = new Map<string, Failure>()
  for (const failure of failures) {
    classes.set(failure.label, { ...failure, count: failure.count + (classes.get(failure.label)?.count ?? 0) })
  }
  return [...classes.values()].sort((a, b) => b.count - a.count)
}

const unknownLabel = 'not told by k6'

/** Whether a server answered at all. */
export function answered({ kind }: Failure): boolean {
  return kind === 'http'
}

/** https://grafana.com/docs/k6/latest/javascript-api/error-codes/ */
function classify(code: string): Pick<Failure, 'kind' | 'label'> {
  if (code.startsWith('http-')) return { kind: 'http', label: `HTTP ${code.slice('http-'.length)}` }
  switch (code) {
    case '1211':
      return { kind: 'connect-timeout', label: 'connection timeout' }
    case '1050':
      return { kind: 'response-timeout', label: 'response timeout' }
    case '1212':
      return { kind: 'refused', label: 'connection refused' }
    case '1201':
    case '1220':
      return { kind: 'reset', label: 'connection reset' }
    case 'closed':
      return { kind: 'reset', label: 'connection closed early' }
    case 'malformed':
      return { kind: 'other', label: 'malformed answer' }
  }
  if (code.startsWith('11')) return { kind: 'dns', label: 'DNS' }
  if (code.startsWith('13')) return { kind: 'tls', label: 'TLS' }
  return { kind: 'other', label: `k6 error ${code}` }
}
