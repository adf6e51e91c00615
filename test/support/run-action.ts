import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

export interface ActionRunOptions {
  /** The folder with action.yml and dist. */
  readonly action: string
  /** The checked-out repository. */
  readonly workspace: string
  /** A folder for this run alone. */
  readonly temporary: string
  readonly with: Readonly<Record<string, string>>
  readonly event: { readonly name: string; readonly payload: object }
  readonly repository: string
  readonly apiUrl: string
  readonly token: string
  /** What the step has under `env`. */
  readonly env?: Readonly<Record<string, string>>
  /** Called with all that was printed so far; whoever answers a signal sends it to the action. */
  readonly onLog?: ((log: string) => NodeJS.Signals | undefined) | undefined
}

export interface ActionRun {
  readonly code: number
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** `error`, `warning` and `notice` commands, as GitHub decodes them. */
  readonly annotations: readonly {
    readonly level: string
    readonly properties: Readonly<Record<string, string>>
    readonly message: string
  }[]
}

/** Does for a bundled action what the runner does: a clean environment, inputs with their defaults, files for outputs and summary. */
export async function runBundledAction(options: ActionRunOptions): Promise<ActionRun> {
  const { action, workspace, temporary, event, repository, apiUrl } = options
  const meta = parse(readFileSync(join(action, 'action.yml'), 'utf8')) as Metadata
  const path = (name: string) => join(temporary, name)
  mkdirSync(temporary, { recursive: true })
  for (const name of ['output', 'summary', 'state', 'env', 'path']) writeFileSync(path(name), '')
  writeFileSync(path('event.json'), JSON.stringify(event.payload))
  const environment = {
    ...options.env,
    ...inputs(meta, options),
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: apiUrl,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: repository,
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: path('event.json'),
    GITHUB_RUN_ID: '42',
    GITHUB_SHA: 'c'.repeat(40),
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: path('output'),
    GITHUB_STEP_SUMMARY: path('summary'),
    GITHUB_STATE: path('state'),
    GITHUB_ENV: path('env'),
    GITHUB_PATH: path('path'),
    RUNNER_TEMP: temporary,
  }
  const { code, log } = await start(join(action, meta.runs.main), { cwd: workspace, env: environment }, options.onLog)
  return {
    code,
    log,
    outputs: outputs(readFileSync(path('output'), 'utf8')),
    summary: readFileSync(path('summary'), 'utf8'),
    annotations: annotations(log),
  }
}

interface Metadata {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: { readonly main: string }
}

function inputs({ inputs: declared }: Metadata, { with: given, token }: ActionRunOptions): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !(name in declared))
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}.`)
  const values = Object.entries(declared).map(([name, { default: standard = '' }]) => {
    const value = given[name] ?? standard.replace('${{ github.token }}', token)
    return [`INPUT_${name.toUpperCase()}`, value]
  })
  return Object.fromEntries(values) as Record<string, string>
}

function start(
  script: string,
  place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  onLog: ActionRunOptions['onLog'],
): Promise<{ code: number; log: string }> {
  return new Promise((resolve, reject) => {
    // Its PGlites live for a moment: optimizing their WebAssembly takes longer than it saves.
    const child = spawn(process.execPath, ['--liftoff-only', script], { ...place, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        log += text
        const signal = onLog?.(log)
        if (signal) child.kill(signal)
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, log }))
  })
}

/** `name<<DELIMITER`, lines, `DELIMITER`. */
function outputs(text: string): Readonly<Record<string, string>> {
  const found = [...text.matchAll(/^([^\n<=]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)]
  return Object.fromEntries(found.map((match) => [match[1] ?? '', match[3] ?? '']))
}

function annotations(log: string): ActionRun['annotations'] {
  return [...log.matchAll(/^::(error|warning|notice)(?: (.*?))?::(.*)$/gm)].map(
    ([, level = '', properties = '', message = '']) => ({
      level,
      properties: Object.fromEntries(properties.split(',').map((pair) => pair.split('=').map(decode))),
      message: decode(message),
    }),
  )
}

function decode(text: string): string {
  return text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}
