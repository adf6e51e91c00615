import type { Database } from '../../ports/database.ts'
import { apply } from '../apply.ts'
import { readCatalog } from '../catalog.ts'
import type { Delta } from '../delta.ts'
import { type Pair, type Segment, segments } from '../pair.ts'

/** What one migration of a tool that has a transaction per migration can hold: at most one segment each way. */
export interface Part {
  readonly up: Segment | undefined
  readonly down: Segment | undefined
}

/** The fingerprints of the catalog before the first segment and after each. */
interface Course {
  readonly segments: readonly Segment[]
  readonly states: readonly string[]
}

/**
 * Cuts a proved pair into migrations whose ways there, and whose ways back in reverse, are the whole ways. Where both ways pass through
 * the same catalog, no part crosses it, so that what comes before it can stay when what comes after is rolled back. The database is in
 * the state before the pair, and is brought back there.
 */
export async function cutIntoParts(pair: Pair, database: Database): Promise<readonly Part[]> {
  const [up, down] = [segments(pair.up.steps), segments(pair.down.steps)]
  if (up.length <= 1 && down.length <= 1) return align(up, down)
  const { fingerprint } = await readCatalog(database)
  const there = { segments: up, states: await travel(pair.up, fingerprint, database) }
  const back = { segments: down, states: await travel(pair.down, there.states.at(-1) ?? '', database) }
  return cut(there, back)
}

async function travel(delta: Delta, start: string, database: Database): Promise<readonly string[]> {
  const states = [start]
  for (const { steps } of segments(delta.steps)) {
    const { failure } = await apply({ ...delta, steps }, database)
    if (failure) throw new Error(`A proved step fails the second time: ${failure.step.sql}`, { cause: failure.error })
    states.push((await readCatalog(database)).fingerprint)
  }
  return states
}

function cut(there: Course, back: Course): readonly Part[] {
  const parts: Part[] = []
  let [begun, ended] = [0, back.segments.length]
  for (let reached = 1; reached <= there.segments.length; reached++) {
    const meets = back.states.lastIndexOf(there.states[reached] ?? '', ended)
    if (meets < 0) continue
    parts.push(...align(there.segments.slice(begun, reached), back.segments.slice(meets, ended)))
    ;[begun, ended] = [reached, meets]
  }
  parts.push(...align(there.segments.slice(begun), back.segments.slice(0, ended)))
  return parts
}

/**
 * The way back of a part that takes fewer segments than the way there is in the first migrations, and the other way round the way there in
 * the last ones: whoever stops in the midst of such a part and turns round meets an error, never a state that nobody has seen.
 */
function align(up: readonly Segment[], down: readonly Segment[]): readonly Part[] {
  const count = Math.max(up.length, down.length)
  return Array.from({ length: count }, (_, index) => ({
    up: up[index - (count - up.length)],
    down: down[down.length - 1 - index],
  }))
}
