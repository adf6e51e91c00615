import { UserError } from '../../base/errors.ts'
import type { Log } from '../../ports/host.ts'
import type { K6Binary } from '../../ports/k6.ts'
import { buildK6 } from './build.ts'
import { cacheK6 } from './cache.ts'
import { cachedPath, findK6, k6Version } from './find.ts'
import { installWith } from './install-with.ts'
import { downloadK6 } from './release.ts'

/** The ways to get a binary, in the order in which they are tried. */
const ways = [
  { name: 'building it with Go and xk6', get: buildK6 },
  { name: 'downloading the official release', get: downloadK6 },
]

/** The k6 at hand, or one brought into our cache; with extensions one that has them. UserErrors: `no-k6` says why each way failed, `tool-failed`. */
export async function installK6(log: Log, extensions: readonly string[] = []): Promise<K6Binary> {
  if (extensions.length > 0) return installWith(extensions, log)
  const found = await findK6()
  if (found) return found
  const failures: string[] = []
  for (const { name, get } of ways) {
    try {
      return await cacheK6(cachedPath(), (folder) => get(folder, log))
    } catch (error) {
      failures.push(`${name}: ${(error as Error).message}`)
    }
  }
  throw new UserError(
    'no-k6',
    `There is no k6, and none could be had (${failures.join('; ')}). Do one of these: set K6_BIN to a k6 binary; put k6 on the PATH; install Go 1.25 or newer and run \`backwright k6 install\`, which builds v${k6Version}; or unpack the official release to ${cachedPath()}.`,
  )
}
