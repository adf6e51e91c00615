// Installs the dependencies when package-lock.json and node_modules differ, so that one command on a fresh clone is enough.
// `setup.mjs installed`, which npm runs after an install of its own, only notes that they agree.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

const stamp = 'node_modules/.backwright-lock'
const want = createHash('sha256').update(readFileSync('package-lock.json')).update(process.version).digest('hex')
const have = existsSync(stamp) ? readFileSync(stamp, 'utf8') : ''
const [installed] = process.argv.slice(2)
if (installed === 'installed') {
  // Packing runs the same script, and installs nothing.
  if (['ci', 'install'].includes(process.env.npm_command)) writeFileSync(stamp, want)
} else if (have !== want) {
  console.error('Installing the dependencies (npm ci) ...')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(status ?? 1)
  writeFileSync(stamp, want)
}
