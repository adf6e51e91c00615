import type { Api } from '../../src/openapi/api.ts'

export interface Comparison {
  readonly subjects: number
  readonly instances: number
  readonly agreed: number
  /** Law, or laws → how often. */
  readonly lawful: Readonly<Record<string, number>>
  readonly unlawful: readonly { readonly pointer: string; readonly value: unknown }[]
}

export interface Generated {
  readonly api: Api
  readonly validators: Readonly<Record<string, unknown>>
}

export function compareValidators(
  document: object,
  generate: (document: object) => Promise<Generated>,
  options: { readonly instances: number; readonly seed: string },
): Promise<Comparison>
