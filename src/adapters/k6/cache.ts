import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { K6Binary } from '../../ports/k6.ts'
import { beforeEnd } from '../interruption.ts'
import { probe } from './find.ts'

/** Made in a folder beside the cached one and moved when whole: two installs at once, a broken or an interrupted one, leave nothing half-made. */
export async function cacheK6(target: string, make: (folder: string) => Promise<string>): Promise<K6Binary> {
  await mkdir(dirname(target), { recursive: true })
  const folder = await mkdtemp(join(dirname(target), 'new-'))
  const clear = () => rm(folder, { recursive: true, force: true })
  const cleared = beforeEnd(clear)
  try {
    const path = await make(folder)
    const made = await probe(path)
    if (!made) throw new Error('what came does not run')
    await rename(path, target)
    return { ...made, path: target }
  } finally {
    await clear()
    cleared()
  }
}
