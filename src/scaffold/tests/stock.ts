import type { Operation, Parameter } from '../../openapi/api.ts'
import type { BodySamples } from '../request/body.ts'
import { type Credential, carries } from '../request/credentials.ts'
import type { ParameterSamples } from '../request/parameter-samples.ts'
import type { WrittenParameter } from '../request/parameter-text.ts'

/** All that a request of an operation can be made of. */
export interface Stock {
  readonly operation: Operation
  readonly samples: ParameterSamples
  readonly bodies: readonly BodySamples[]
  /** What is shown in a request that is about something else. */
  readonly credentials: readonly Credential[]
  /** The parameters of a request with nothing optional in it. */
  readonly needed: ReadonlyMap<Parameter, WrittenParameter>
}

/** The parameters that a request needs; one that a credential is sent as is among them. */
export function neededOf({ parameters }: Operation, { written }: ParameterSamples, credentials: readonly Credential[]) {
  const needed = parameters.filter((one) => one.required || carries(one, credentials))
  return new Map(
    needed.flatMap((parameter) => {
      const sample = written.get(parameter)
      return sample ? [[parameter, sample] as const] : []
    }),
  )
}
