import { excerpt } from '../base/text.ts'
import type { Pair } from './pair.ts'
import type { Refusal } from './proof.ts'

/** A password of a server is not read from it, so a pair that would have to write one cannot be. */
export function refuseSecrets({ up, down }: Pair): readonly Refusal[] {
  const unknown = [...up.steps, ...down.steps].filter(({ sql }) =>
    /'[^']*__(?:OPTION|CONN)_[A-Z0-9_]+__[^']*'/.test(sql),
  )
  return unknown.map(({ sql }) => ({
    code: 'secret',
    object: excerpt(sql, 160),
    message: `A value that may be secret is not read from a server, and ${excerpt(sql, 160)} needs it. Change this object by hand, or compare two files.`,
  }))
}
