// Proves that `new service` gives projects that work: node bench/service.mjs [framework…] [--spec FILE]. Needs the network, for npm install.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { checkAnswers } from './service/answers.mjs'
import { checkEnvironment, checkShutdown } from './service/process.mjs'
import { run } from './service/run.mjs'
import { slowHandlers } from './service/slow.mjs'

const words = process.argv.slice(2)
const at = words.indexOf('--spec')
const [, spec] = at === -1 ? [] : words.splice(at, 2)
const frameworks = words.length > 0 ? words : ['express', 'fastify', 'koa']
const cli = resolve('dist/src/cli/bin.js')

for (const framework of frameworks) {
  const folder = mkdtempSync(join(tmpdir(), 'backwright-service-'))
  try {
    const flags = ['--name', `@acme/${framework}-notes`, '-f', framework, '-o', folder, '--yes', '--quiet']
    await run(process.execPath, [cli, 'new', 'service', ...flags, ...(spec ? ['--spec', resolve(spec)] : [])])
    const inProject = (command, ...args) => run(command, args, { cwd: folder })
    await inProject('npm', 'install', '--no-audit', '--no-fund')
    await inProject('npm', 'ci', '--no-audit', '--no-fund')
    await inProject('npm', 'run', 'typecheck')
    await inProject('npm', 'test')
    await inProject(process.execPath, cli, 'new', 'service', ...flags.slice(0, 4), '-o', '.', '--yes', '--check', '-q')
    const document = spec?.endsWith('.json') ? 'openapi.json' : 'openapi.yaml'
    await inProject(process.execPath, cli, 'scaffold', document, '-f', framework, '-o', 'src/api', '--check', '-q')
    if (!spec) slowHandlers(folder)
    await inProject('npm', 'run', 'build')
    await checkEnvironment(folder)
    if (!spec) {
      await checkAnswers(folder)
      await checkShutdown(folder)
    }
    console.log(`${framework}: fine`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
