import type { Log } from './host.ts'

/** The load generator, a program of its own. */
export interface K6 {
  /** The binary that would be used, installing nothing. */
  find(): Promise<K6Binary | undefined>
  /** Finds one or makes one, telling each step; with extensions (src/load/k6-extension.ts) one that has them. UserErrors: `no-k6` names the ways that were tried, `tool-failed`. */
  install(log: Log, extensions?: readonly string[]): Promise<K6Binary>
  /** The script of a load with its plan, as one file that k6 runs anywhere; in Base64. */
  archive(binary: K6Binary, plan: object): Promise<string>
  /** Runs one of our scripts. An interruption ends the run within its graceful stop, and it still reports. */
  run(binary: K6Binary, job: K6Job): Promise<K6Run>
  /** The options of a script of the user, as JSON. UserError `bad-input` when k6 cannot read it. */
  inspect(binary: K6Binary, script: string): Promise<string>
  /** Runs a script of the user as it is, with these flags of k6. Its summary is what k6 exports (`--summary-export`). */
  runScript(binary: K6Binary, script: string, flags: readonly string[]): Promise<K6ScriptRun>
}

export interface K6Job {
  /** Its name in k6-scripts/. */
  readonly script: 'run' | 'rate-limit'
  readonly plan: object
  /** What is asked in turns, where the plan has no single request. */
  readonly requests?: K6Requests | undefined
  /** The address that each virtual user has, in their order; the system's choice without. */
  readonly localIps?: readonly string[] | undefined
}

/** What a plan's many requests are. */
export interface K6Requests {
  readonly list: readonly object[]
  /** What they need of secrets, as variables in the environment of k6 alone: no file has them. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface K6ScriptRun extends Omit<K6Run, 'printed'> {
  /** How many iterations ended with an exception. */
  readonly exceptions: number
}

export interface K6Binary {
  readonly path: string
  readonly version: string
}

export interface K6Run {
  readonly exitCode: number
  readonly interrupted: boolean
  /** What the script wrote at the end, as text; undefined when it did not get there. */
  readonly summary: string | undefined
  /** What the script printed meanwhile, line by line. */
  readonly printed: readonly string[]
  /** The errors of k6's log, the first ones. */
  readonly errors: readonly string[]
  /** Absent where the system does not tell. */
  readonly cpu?: CpuUse | undefined
}

/** What a program has used of the processors. */
export interface CpuUse {
  /** How many processors there are for it, in parts where a container has a part of one. */
  readonly cores: number
  /** Its time on all of them together since its start; `at` is in milliseconds since 1970, rising. */
  readonly samples: readonly {
    readonly at: number
    readonly usedMs: number
    /** How long its threads were ready and had no processor; absent where the system does not tell. */
    readonly waitedMs?: number | undefined
  }[]
}
