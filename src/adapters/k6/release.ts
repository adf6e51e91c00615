import { createHash } from 'node:crypto'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../../ports/host.ts'
import { runProcess } from '../process.ts'
import { k6Version } from './find.ts'

const releases = 'https://github.com/grafana/k6/releases/download'
const downloadTimeoutMs = 300_000

/** Downloads the official release, checks it against the release's own list of SHA-256 sums, and unpacks it into the folder. */
export async function downloadK6(folder: string, log: Log): Promise<string> {
  const asset = assetName(process.platform, process.arch)
  const base = `${process.env.BACKWRIGHT_K6_RELEASES || releases}/v${k6Version}`
  log.info(`Downloading k6 ${k6Version} from ${base} ...`)
  const sums = (await download(`${base}/k6-v${k6Version}-checksums.txt`)).toString('utf8')
  const wanted = sums
    .split('\n')
    .find((line) => line.trim().endsWith(` ${asset}`))
    ?.split(/\s+/)[0]
  const archive = await download(`${base}/${asset}`)
  const actual = createHash('sha256').update(archive).digest('hex')
  if (actual !== wanted)
    throw new Error(`the SHA-256 of ${asset} is ${actual}, and its release says ${wanted ?? 'nothing'}`)
  await writeFile(join(folder, asset), archive)
  // The tar of Windows and macOS unpacks .zip too.
  const { code, stderr } = await runProcess('tar', ['-xf', join(folder, asset), '-C', folder])
  if (code !== 0) throw new Error(`tar could not unpack ${asset}: ${stderr.trim()}`)
  const files = await readdir(folder, { recursive: true })
  const binary = files.find((name) => /(^|[\\/])k6(\.exe)?$/.test(name))
  if (!binary) throw new Error(`there is no k6 in ${asset}`)
  return join(folder, binary)
}

function assetName(platform: string, arch: string): string {
  const system = { linux: 'linux', darwin: 'macos', win32: 'windows' }[platform]
  const machine = { x64: 'amd64', arm64: 'arm64' }[arch]
  if (!system || !machine) throw new Error(`k6 is not released for ${platform} on ${arch}`)
  return `k6-v${k6Version}-${system}-${machine}.${system === 'linux' ? 'tar.gz' : 'zip'}`
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(downloadTimeoutMs) }).catch((error: Error) => {
    throw new Error(`${url} cannot be fetched: ${String((error.cause as Error | undefined)?.message ?? error.message)}`)
  })
  if (!response.ok) throw new Error(`${url} answers ${response.status}`)
  return Buffer.from(await response.arrayBuffer())
}
