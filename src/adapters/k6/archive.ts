import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { K6Binary } from '../../ports/k6.ts'
import { runProcess } from '../process.ts'
import { k6Environment } from './environment.ts'
import { noSettings } from './run.ts'

/** The script of a load and its plan, with all that they read, in one file. */
export async function archiveK6({ path, version }: K6Binary, scripts: string, plan: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'backwright-load-'))
  const [planFile, settings, archive] = ['plan.json', 'settings.json', 'archive.tar'].map((name) =>
    join(folder, name),
  ) as [string, string, string]
  try {
    await writeFile(planFile, JSON.stringify(plan), { mode: 0o600 })
    await writeFile(settings, noSettings)
    const env = ['-e', `LT_PLAN=${planFile}`, '-e', `LT_K6_VERSION=${version}`]
    const { code, stderr } = await runProcess(
      path,
      ['archive', '--quiet', '--no-color', `--config=${settings}`, '-O', archive, ...env, join(scripts, 'run.ts')],
      {
        env: k6Environment(),
      },
    )
    if (code !== 0) throw new Error(`k6 archive ended with ${code}: ${stderr.trim()}`)
    return (await readFile(archive)).toString('base64')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
