import type { ActionEvent } from '../../src/action-host.ts'
import { percent } from '../../src/commands/load-report.ts'
import type { LoadResult } from '../../src/commands/load-result.ts'
import { msWords } from '../../src/commands/load-words.ts'
import { type PastRun, parseHistory, withRuns } from '../../src/load/history.ts'
import type { World } from '../../src/ports/world.ts'
import type { Block } from '../../src/report/report.ts'
import { headOf } from '../event.ts'
import { short } from './base.ts'

/** The runs that a file keeps, none where there is no file yet. UserErrors: `bad-input`, `missing-file`. */
export async function readHistory(path: string, { files }: Pick<World, 'files'>): Promise<readonly PastRun[]> {
  return parseHistory((await files.readIfThere(path)) ?? '', path)
}

/** Appends what was measured, all of it or nothing → the trend of each result, in their order. UserErrors: those of reading, `write-failed`. */
export async function keepHistory(
  path: string,
  results: readonly LoadResult[],
  { event, world: { files, clock } }: { readonly event: ActionEvent; readonly world: Pick<World, 'files' | 'clock'> },
): Promise<readonly (readonly Block[])[]> {
  const text = (await files.readIfThere(path)) ?? ''
  const past = parseHistory(text, path)
  const noted = { at: clock.now().toISOString(), commit: headOf(event) }
  const runs = results.map((result) => runOf(result, noted))
  const kept = runs.filter((run) => run !== undefined)
  if (kept.length > 0) await files.writeAll([{ path, text: withRuns(text, kept) }])
  return runs.map((run) => (run ? trend(run, past) : []))
}

/** Undefined of a run that k6 has not brought to its end: it has no numbers. */
function runOf(result: LoadResult, noted: Pick<PastRun, 'at' | 'commit'>): PastRun | undefined {
  const { targets, verdict, durationMs, concurrency } = result
  // Of two that are compared, the one that the gates are about.
  const target = targets.at(-1)
  if (!target) return undefined
  const { requests, latencyMs } = target
  const latency = (ms: number) => (requests.successful > 0 ? ms : null)
  return {
    schemaVersion: 1,
    ...noted,
    target: `${target.method} ${target.url}`,
    verdict,
    p50Ms: latency(latencyMs.p50),
    p95Ms: latency(latencyMs.p95),
    p99Ms: latency(latencyMs.p99),
    successShare: requests.successShare,
    requests: requests.total,
    ratePerSecond: requests.ratePerSecond,
    durationMs,
    concurrency,
  }
}

const mostShown = 10

function trend(run: PastRun, past: readonly PastRun[]): readonly Block[] {
  const before = past.filter(({ target }) => target === run.target).slice(1 - mostShown)
  if (before.length === 0) return [{ kind: 'text', text: 'This is the first run that the history keeps of it.' }]
  const header = ['last runs', 'commit', 'verdict', 'p99', 'successful', 'per second']
  return [
    { kind: 'table', header, rows: [...before, run].map(row) },
    { kind: 'text', text: 'Of these runs, each on whatever machine it got, only the last is judged.' },
  ]
}

function row({ at, commit, verdict, p99Ms, successShare, ratePerSecond }: PastRun): string[] {
  return [
    at.slice(0, 16).replace('T', ' '),
    short(commit),
    verdict,
    p99Ms === null ? '-' : `${msWords(p99Ms)} ms`,
    `${percent(successShare)}%`,
    ratePerSecond.toFixed(1),
  ]
}
