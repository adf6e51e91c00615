import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { temporaryFolder } from './temporary-folder.ts'

/** Builds what is missing or stale; `npm run build` has to have run. */
export function bundleActions(): void {
  execFileSync(process.execPath, ['scripts/bundle.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] })
}

/** An action as a workflow gets it, in a folder with no node_modules above it. */
export function bareAction(name: string): string {
  const folder = temporaryFolder()
  for (const part of ['action.yml', 'dist']) cpSync(`actions/${name}/${part}`, `${folder}/${part}`, { recursive: true })
  return folder
}
