/** Stands where the templates' own `types.ts` is generated, so that tests of their parts compile. */
export interface Operations {
  readonly anything: { readonly input: object; readonly output: { readonly status: number } }
}
