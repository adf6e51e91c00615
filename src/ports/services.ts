/** Programs of the user that run beside ours. */
export interface Services {
  /** Starts a command line in the user's shell. The caller stops it. */
  start(command: string, where?: ServicePlace): Service
}

export interface ServicePlace {
  /** The working directory when absent. */
  readonly folder?: string | undefined
  /** Of the environment, on top of ours. */
  readonly variables?: Readonly<Record<string, string>>
}

export interface Service {
  /** The exit code of the command itself; what it has put into the background may run on. */
  readonly exited: Promise<number>
  /** What it has printed, the last part of it. */
  output(): string
  /** Ends it with all that it has started. */
  stop(): Promise<void>
}

/** Kubernetes, as the user's kubectl knows it. */
export interface Kubernetes {
  /** Applies the manifests of a folder → what kubectl says. UserError `tool-failed`. */
  apply(folder: string): Promise<string>
}
