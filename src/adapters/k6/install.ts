import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { UserError } from '../../base/errors.ts'
import type { K6Binary, Log } from '../../ports.ts'
import { buildK6 } from './build.ts'
import { cachedPath, findK6, k6Version, probe } from './find.ts'
import { downloadK6 } from './release.ts'

/** The ways to get a binary, in the order in which they are tried. */
const ways = [
  { name: 'building it with Go and xk6', get: buildK6 },
  { name: 'downloading the official release', get: downloadK6 },
]

/** The k6 at hand, or one brought into our cache. UserError `no-k6` says why each way failed. */
export async function installK6(log: Log): Promise<K6Binary> {
  const found = await findK6()
  if (found) return found
  const failures: string[] = []
  for (const { name, get } of ways) {
    try {
      return await cache(get, log)
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`)
    }
  }
  throw new UserError(
    'no-k6',
    `There is no k6, and none could be had (${failures.join('; ')}). Do one of these: set K6_BIN to a k6 binary; put k6 on the PATH; install Go 1.25 or newer and run \`backwright k6 install\`, which builds v${k6Version}; or unpack the official release to ${cachedPath()}.`,
  )
}

/** Made in a folder beside the cached one and moved when whole: two installs at once, or a broken one, leave nothing half-made. */
async function cache(get: (folder: string, log: Log) => Promise<string>, log: Log): Promise<K6Binary> {
  const target = cachedPath()
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(join(dirname(target), 'new-'))
  try {
    const path = await get(folder, log)
    if (!(await probe(path))) throw new Error('what came does not run')
    await rename(path, target)
    return { path: target, version: k6Version }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
