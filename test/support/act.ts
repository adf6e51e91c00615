import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const version = '0.2.89'

/** https://github.com/nektos/act, which runs workflows as GitHub does: ACT_BIN, the PATH, our cache, or built with Go into it. */
export function findAct(): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const cached = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'backwright', `act-v${version}`, 'act')
  const found = [process.env.ACT_BIN, ...folders.map((folder) => join(folder, 'act')), cached]
    .filter((path) => path !== undefined && path !== '')
    .find(works)
  return found ?? build(cached)
}

function works(path: string | undefined): path is string {
  return path !== undefined && existsSync(path)
}

/** Through a throw-away module: `go install` asks the module proxy for lists of versions, which mirrors may refuse. */
function build(target: string): string | undefined {
  const work = mkdtempSync(join(tmpdir(), 'backwright-act-'))
  try {
    writeFileSync(join(work, 'go.mod'), `module throwaway\n\ngo 1.25\n\nrequire github.com/nektos/act v${version}\n`)
    console.warn(`building act ${version} with Go (a minute or two) ...`)
    const args = ['build', '-mod=mod', '-o', 'act', 'github.com/nektos/act']
    execFileSync('go', args, {
      cwd: work,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, CGO_ENABLED: '0' },
    })
    mkdirSync(dirname(target), { recursive: true })
    const fresh = `${target}.${process.pid}`
    execFileSync('cp', [join(work, 'act'), fresh])
    renameSync(fresh, target)
    return target
  } catch (error) {
    console.warn(`act cannot be built: ${String((error as { stderr?: Buffer }).stderr ?? error)}`)
    return undefined
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

export interface WorkflowRunOptions {
  readonly act: string
  readonly repository: string
  /** The file in .github/workflows. */
  readonly workflow: string
  readonly event: { readonly name: string; readonly payload: object }
  readonly apiUrl: string
  readonly environment?: Readonly<Record<string, string>>
  /** A folder for what act keeps, removed by the caller. */
  readonly scratch: string
}

/** Runs a workflow on this machine, without containers. */
export function runWorkflow(options: WorkflowRunOptions): Promise<{ readonly code: number; readonly log: string }> {
  const { act, repository, workflow, event, apiUrl, environment = {}, scratch } = options
  const eventFile = join(scratch, 'event.json')
  writeFileSync(eventFile, JSON.stringify(event.payload))
  const args = [
    event.name,
    `--workflows=.github/workflows/${workflow}`,
    '--platform=ubuntu-latest=-self-hosted',
    `--eventpath=${eventFile}`,
    `--env=GITHUB_API_URL=${apiUrl}`,
    '--secret=GITHUB_TOKEN=ghs_token',
    `--action-cache-path=${join(scratch, 'cache')}`,
    '--no-cache-server',
    ...Object.entries(environment).map(([name, value]) => `--env=${name}=${value}`),
  ]
  return new Promise((resolve, reject) => {
    const child = spawn(act, args, { cwd: repository, stdio: ['ignore', 'pipe', 'pipe'] })
    let log = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, log }))
  })
}
