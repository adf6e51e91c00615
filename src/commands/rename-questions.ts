import type { Comparison } from '../migration/compare.ts'
import type { Rename } from '../migration/delta.ts'
import type { World } from '../ports/world.ts'

/** Plans, asks about each thing that could be a rename, and plans again with those that are. Nothing is one that nobody has said to be. */
export async function planWithRenames(
  given: readonly Rename[],
  plan: (renames: readonly Rename[]) => Promise<Comparison>,
  confirm: World['confirm'],
): Promise<Comparison> {
  const planned = await plan(given)
  const accepted = confirm ? await ask(planned, confirm) : []
  return accepted.length > 0 ? plan([...given, ...accepted]) : planned
}

/** What goes can become one thing only, and what comes can have been one only. */
async function ask({ pair }: Comparison, confirm: NonNullable<World['confirm']>): Promise<readonly Rename[]> {
  const candidates = pair.up.renameCandidates
  const settled: Rename[] = candidates.filter(({ accepted }) => accepted)
  const accepted: Rename[] = []
  for (const { from, to } of candidates) {
    if (settled.some((each) => each.from === from || each.to === to)) continue
    if (!(await confirm(`Is ${from} renamed to ${to}? If not, it is dropped and made anew, without its data.`)))
      continue
    accepted.push({ from, to })
    settled.push({ from, to })
  }
  return accepted
}
