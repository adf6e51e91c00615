import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const k6 = 'go.k6.io/k6/v2'
const registered = `package hello

import "${k6}/js/modules"

type hello struct{}

func (*hello) Greet(name string) string { return "Hello, " + name }

func init() { modules.Register("k6/x/hello", new(hello)) }
`

/** Go modules: an extension of k6, one that does not compile, and a module that is none. */
const modules = {
  'backwright.test/xk6-hello': registered,
  'backwright.test/xk6-broken': registered.replace('"Hello, " + name', 'unknown(name)'),
  'backwright.test/no-extension': 'package nothing\n\nfunc Nothing() {}\n',
}

/** What lets the go command find them: a module proxy of files in a folder, before the proxies of the machine, and what Go has built before. */
export function goEnvironment(folder: string): Readonly<Record<string, string>> {
  const version = 'v1.0.0'
  for (const [path, source] of Object.entries(modules)) {
    const at = join(folder, path, '@v')
    const root = join(folder, 'sources', `${path}@${version}`)
    const mod = `module ${path}\n\ngo 1.25.0\n${source.includes(k6) ? `\nrequire ${k6} v2.2.0\n` : ''}`
    mkdirSync(at, { recursive: true })
    mkdirSync(root, { recursive: true })
    writeFileSync(join(root, 'go.mod'), mod)
    writeFileSync(join(root, 'module.go'), source)
    cpSync(join(root, 'go.mod'), join(at, `${version}.mod`))
    writeFileSync(join(at, `${version}.info`), JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }))
    writeFileSync(join(at, 'list'), `${version}\n`)
    const name = `${path}@${version}`
    execFileSync('zip', ['-q', '-r', '-D', join(at, `${version}.zip`), name], { cwd: join(folder, 'sources') })
  }
  const [others, cache] = execFileSync('go', ['env', 'GOPROXY', 'GOCACHE'], { encoding: 'utf8' }).split('\n')
  // The checksum database is asked through the first proxy, which is a folder here.
  return { GOPROXY: `file://${folder},${others}`, GOSUMDB: 'off', GOCACHE: cache ?? '' }
}
