import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** A remark of squawk, a linter of migrations by other people. */
export interface Remark {
  readonly rule: string
  /** From 1. */
  readonly line: number
  readonly message: string
}

/** Its own program, or undefined where there is none for this machine. */
export function findSquawk(): string | undefined {
  const require = createRequire(import.meta.url)
  try {
    const folder = dirname(require.resolve(`@squawk-cli/${process.platform}-${process.arch}/package.json`))
    return ['squawk', 'squawk.exe'].map((name) => join(folder, 'bin', name)).find((path) => existsSync(path))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return undefined
    throw error
  }
}

/** What squawk has to say of a script for a version of PostgreSQL. */
export function squawk(program: string, sql: string, major: number): readonly Remark[] {
  const args = ['--reporter', 'json', '--pg-version', String(major), '--stdin-filepath', 'migration.sql']
  const { stdout, stderr } = spawnSync(program, args, { input: sql, encoding: 'utf8' })
  if (!stdout.startsWith('[')) throw new Error(`squawk: ${stderr || stdout}`)
  const found = JSON.parse(stdout) as readonly { rule_name: string; line: number; message: string }[]
  return found.map(({ rule_name, line, message }) => ({ rule: rule_name, line: line + 1, message }))
}
