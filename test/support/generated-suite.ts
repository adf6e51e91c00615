import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { runCli } from './run-cli.ts'

/** What vitest said of a suite. */
export interface Run {
  readonly passed: number
  readonly skipped: readonly string[]
  /** `GET /pets (listPets) takes a valid request`. */
  readonly failed: readonly string[]
}

export interface GeneratedSuite {
  readonly folder: string
  /** Of the run that wrote it. */
  readonly result: ScaffoldJson
  /** Changes texts in files for one run. A text that is not there fails the test. */
  run(...changes: readonly (readonly [file: string, from: string, to: string])[]): Promise<Run>
  remove(): void
}

export interface ScaffoldJson {
  readonly operations: readonly object[]
  readonly files: readonly { readonly path: string; readonly action: string; readonly removed?: boolean }[]
  readonly devDependencies: Readonly<Record<string, string>>
  readonly tests?: { readonly total: number; readonly skipped: readonly { operation: string; why: string }[] }
  readonly changed: boolean
}

/** A document → a server with its suite, and vitest to run it. */
export async function generateSuite(
  spec: string,
  framework: string,
  ...flags: readonly string[]
): Promise<GeneratedSuite> {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-suite-'))
  const given = ['-f', framework, '-o', join(folder, 'api'), '--tests', '--json', ...flags]
  const scaffolded = await runCli('scaffold', spec, ...given)
  assert.equal(scaffolded.code, 0, scaffolded.stdout)
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  return {
    folder,
    result: JSON.parse(scaffolded.stdout) as ScaffoldJson,
    async run(...changes) {
      const before = new Map<string, string>()
      for (const [file, from, to] of changes) {
        const path = join(folder, 'api', file)
        const original = readFileSync(path, 'utf8')
        assert.ok(original.includes(from), `${file} has no ${from}`)
        before.set(path, before.get(path) ?? original)
        writeFileSync(path, original.replace(from, to))
      }
      const run = await vitest(folder)
      for (const [path, original] of before) writeFileSync(path, original)
      return run
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

interface Report {
  readonly testResults: readonly {
    readonly message: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

async function vitest(folder: string): Promise<Run> {
  // The suite is not to take itself for a part of ours.
  const environment = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_ENV|TEST$)/.test(name))
  const child = spawn(
    process.execPath,
    [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder, '--reporter=json'],
    { cwd: folder, env: Object.fromEntries(environment), stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.match(stdout, /^\{/, stderr)
  const { testResults } = JSON.parse(stdout) as Report
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  assert.ok(tests.length > 0, testResults.map(({ message }) => message).join('\n'))
  const named = (status: string) => tests.filter((one) => one.status === status).map(({ fullName }) => fullName)
  return {
    passed: named('passed').length,
    skipped: [...named('skipped'), ...named('pending')],
    failed: named('failed'),
  }
}
