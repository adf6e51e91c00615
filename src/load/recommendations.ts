import { type Measurement, quantile } from './measurement.ts'

/** What to try, and the number that speaks for it. */
export interface Recommendation {
  readonly because: string
  readonly advice: string
}

/** What an advice may have to name of the load. */
export interface LoadNames {
  readonly users: number
  readonly timeoutMs: number
}

const goodP99Ms = 200
const wideTail = 5

/** Only what the numbers support; a healthy run gets none. */
export function* recommendations(measured: Measurement, names: LoadNames): Iterable<Recommendation> {
  yield* ofLatency(measured)
  for (const { kind, label, count } of measured.failures) {
    const advice = adviceFor(kind, names)
    const percent = ((100 * count) / measured.requests).toFixed(1)
    if (advice) yield { because: `${label}: ${count} of ${measured.requests} requests (${percent} %).`, advice }
  }
}

/** Those that need nothing but the latencies. */
export function* ofLatency(measured: Measurement): Iterable<Recommendation> {
  const [p50, p99] = [quantile(measured, 50), quantile(measured, 99)].map(Math.round) as [number, number]
  if (p99 > goodP99Ms) {
    const tail = p50 > 0 && p99 / p50 >= wideTail
    yield {
      because: `P99 latency (${p99} ms) exceeds ${goodP99Ms} ms, with a median of ${p50} ms.`,
      advice: tail
        ? 'Few requests are slow, so look for waiting: pool size, locks, garbage collection, one slow query.'
        : 'All requests are slow, so look at the work itself: queries (`backwright db analyze`), payload size, calls to others.',
    }
  }
}

function adviceFor(kind: Measurement['failures'][number]['kind'], { users, timeoutMs }: LoadNames): string | undefined {
  switch (kind) {
    case 'refused':
    case 'reset':
      return `Look at the listen backlog, file descriptors and restarts of the server at ${users} connections.`
    case 'connect-timeout':
      return 'Look at the listen backlog, a firewall or a full connection table.'
    case 'response-timeout':
      return `Nothing came for ${timeoutMs} ms: look for exhausted pools and locks, or raise -t when that is expected.`
    case 'tls':
      return 'Check the certificate; --no-verify-ssl accepts a self-signed one.'
    case 'dns':
      return 'Check the name server under load.'
    case 'http':
    case 'other':
      return undefined
  }
}
