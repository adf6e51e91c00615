import { parseHeader } from '../load/parse.ts'
import type { Arm } from '../load/plan.ts'
import type { K6Requests } from '../ports/k6.ts'
import type { World } from '../ports/world.ts'
import type { LoadOptions } from './load.ts'
import { type DataRequests, dataRequests } from './load-data.ts'
import { defaultSeed } from './load-plan.ts'
import { type SpecFrame, type SpecRequests, specRequests } from './load-spec.ts'

/** What is asked where the plan has more than one request. */
export interface ManyRequests extends Partial<Pick<SpecRequests, 'leftOut'> & Pick<DataRequests, 'rows'>> {
  readonly arm: Arm
  readonly requests: K6Requests
}

/** Those of a document, or of data; undefined where there is one alone. UserErrors: those of either. */
export async function manyRequests(
  options: LoadOptions,
  world: Pick<World, 'files' | 'input' | 'network' | 'log' | 'variable'>,
): Promise<ManyRequests | undefined> {
  const { spec, data, url } = options
  if (spec) return specRequests(spec, frameOf(options), world)
  return data === undefined ? undefined : dataRequests(data, url, options, world)
}

function frameOf({ url, headers, seed, expectStatus: status }: LoadOptions): SpecFrame {
  return {
    url,
    headers: Object.fromEntries(headers.map(parseHeader).map(([name, value]) => [name.toLowerCase(), value])),
    seed: seed ?? defaultSeed,
    expected: status === undefined ? undefined : { min: status, max: status },
  }
}
