/** All that this program can do to the world. Everything else is a function from data to data. */
export interface World {
  readonly files: Files
  readonly log: Log
  readonly clock: Clock
  readonly interruption: Interruption
  readonly scratch: Scratch
  readonly scratchServers: ScratchServers
  readonly servers: Servers
  readonly network: Network
  readonly k6: K6
  readonly machine: Machine
  readonly kubernetes: Kubernetes
  readonly git: Git
  readonly services: Services
  readonly templates: Templates
  /** The load profiles of k6-scripts/profiles. */
  readonly profiles: Templates
  /** Asks a person yes or no, no being the default; absent where nobody can be asked. UserError `interrupted`. */
  readonly confirm?: ((question: string) => Promise<boolean>) | undefined
  /** A variable of the environment; undefined where it is not set or is empty. */
  readonly variable: (name: string) => string | undefined
  /** All of standard input, once. */
  readonly input: () => Promise<string>
}

export interface Files {
  /** The text of a file, or UserError `missing-file`. */
  read(path: string): Promise<string>
  /** The text of a file that lies in a folder when all links are followed; undefined when it lies elsewhere. UserError `missing-file`. */
  readWithin(folder: string, path: string): Promise<string | undefined>
  /** The text of a file, or undefined when there is none. */
  readIfThere(path: string): Promise<string | undefined>
  /** Writes and removes all of them or, after any failure, none. Folders are made as needed. */
  writeAll(files: readonly TextFile[], remove?: readonly string[]): Promise<void>
  /** Writes all of them where nothing is yet, or none → the path that something is at already, also when it has just come there. */
  createAll(files: readonly TextFile[]): Promise<string | undefined>
  /** The names in a folder, sorted by code point; empty when there is no folder. */
  list(folder: string): Promise<readonly string[]>
  /** The SHA-256 of a text in UTF-8, in hex. */
  sha256(text: string): string
}

export interface TextFile {
  readonly path: string
  readonly text: string
}

/** For people, never for programs: goes to standard error. */
export interface Log {
  info(message: string): void
  warn(message: string): void
}

export interface Clock {
  now(): Date
  /** Milliseconds since some moment, for durations. */
  elapsed(): number
  /** Ends early, without an error, when the signal says so. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Ctrl-C, SIGTERM and a terminal that goes away. */
export interface Interruption {
  /** While the body runs, the first interruption asks it to stop and lets it finish; the second ends the program. */
  stoppable<Result>(onStop: () => void, body: () => Promise<Result>): Promise<Result>
}

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

/** The repository of the working directory. */
export interface Git {
  /** A file as it is at a ref, its path relative to the working directory. UserErrors: `bad-ref`, `missing-file`. */
  show(ref: string, path: string): Promise<string>
  /** The commit that a ref names, fetched from origin when a shallow clone lacks it. UserError `bad-ref`. */
  commit(ref: string): Promise<string>
  /** Where two commits parted; undefined when the clone is too shallow to tell. */
  mergeBase(a: string, b: string): Promise<string | undefined>
  /**
   * A commit in a folder of its own, the one that corresponds to the working directory; it is gone afterwards, whatever happens. No hook runs. UserError
   * `tool-failed`.
   */
  checkedOut<Result>(commit: string, body: (folder: string) => Promise<Result>): Promise<Result>
}

/** Our own files of one folder, templates/ where nothing else is said. */
export interface Templates {
  /** The text of one, by its path in the folder. */
  read(name: string): Promise<string>
}

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

/** Kubernetes, as the user's kubectl knows it. */
export interface Kubernetes {
  /** Applies the manifests of a folder → what kubectl says. UserError `tool-failed`. */
  apply(folder: string): Promise<string>
}

/** What programs run on. */
export interface Machine {
  /** How much memory a program may still take, in bytes. */
  freeMemory(): number
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

/** Throw-away PostgreSQL databases in which foreign SQL may run. */
export interface Scratch {
  /**
   * How far foreign SQL gets: `nowhere`, out of a sandbox; `own-server`, a server that is thrown away too, on this machine; `server`,
   * a server that others use, and whose roles all its databases share.
   */
  readonly reach: 'nowhere' | 'own-server' | 'server'
  /**
   * An empty database with the named extensions at hand. The caller closes it. On a server that others use, the named roles are lent to it;
   * elsewhere the caller makes what is missing. A request that takes longer than `timeoutMs`, 60 s by default, ends the database.
   */
  open(options: ScratchOptions): Promise<Database>
}

export interface ScratchOptions {
  readonly extensions: readonly string[]
  readonly roles?: readonly string[]
  /** How many statements are to come, here or in databases beside it: much work is worth a longer preparation. */
  readonly statements?: number | undefined
  readonly timeoutMs?: number | undefined
}

/** Real PostgreSQL servers for throw-away databases. */
export interface ScratchServers {
  /**
   * `where` is `postgres://…`, `embedded` or `embedded:MAJOR`. What was made for the body is gone afterwards, whatever happens.
   * UserErrors `no-scratch`, `no-connection`.
   */
  use<Result>(where: string, log: Log, body: (scratch: Scratch) => Promise<Result>): Promise<Result>
}

/** PostgreSQL servers of the user. */
export interface Servers {
  /** A connection, which the caller closes. UserError `no-connection`. */
  open(url: string, access: 'read-only' | 'read-write'): Promise<Database>
}

export type Row = Readonly<Record<string, unknown>>

export interface Database {
  readonly engine: Engine
  /** One statement with `$1` parameters. */
  query(sql: string, params?: readonly unknown[]): Promise<readonly Row[]>
  /** One statement, rows as arrays of column values; the shape that pg clients call `rowMode: 'array'`. */
  queryArrays(sql: string, params?: readonly unknown[]): Promise<readonly (readonly unknown[])[]>
  /** Any number of statements, as one implicit transaction unless they say otherwise → how many rows the last one was about. */
  exec(sql: string): Promise<number>
  close(): Promise<void>
}

export interface Engine {
  readonly name: string
  readonly version: string
}

/** What PostgreSQL says of a statement that fails, whatever the driver. */
export class SqlError extends Error {
  override readonly name = 'SqlError'
  /** The SQLSTATE, five characters. */
  readonly state: string
  /** Where in the statement, in characters from 1. */
  readonly position: number | undefined

  constructor(message: string, state: string, position?: number) {
    super(message)
    this.state = state
    this.position = position
  }
}
