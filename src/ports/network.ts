export interface Network {
  /** Whether a host name has an address. */
  resolves(host: string): Promise<boolean>
  /** The text at an http or https URL, or UserError `unreachable-host`. */
  download(url: string): Promise<string>
  /** Asks an address again and again until it answers with a status below 500; false when the time is up or the signal says stop. */
  answers(url: string, options: { readonly timeoutMs: number; readonly signal: AbortSignal }): Promise<boolean>
  /** A port of this machine on which nothing listens at the moment. */
  freePort(): Promise<number>
}
