// Feeds broken, hostile and huge SQL to `db compare` and `db lint`: node bench/fuzz.mjs [--runs N] [--seed S] [--minutes M] [--giants] [--only KIND|'KIND, COMMAND'|NOTE]
// [--psql URL] [--keep FOLDER] [SCHEMA.sql…] (after npm run build). Every run ends as an error with a code and its place, a proved pair that
// can be applied from its files, equal, or refused; anything else is printed, and the exit code is 1. `--giants` adds the files of 10 MB, `--psql`
// runs the pairs of plain files by psql in databases of that server, whose roles are dropped: take one that holds nothing. The same seed gives the same cases.
import { fork, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bait, drawnCases, giantCases } from './fuzz-cases.mjs'
import { judge, mostMb } from './fuzz-judge.mjs'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '1000' },
    only: { type: 'string' },
    giants: { type: 'boolean', default: false },
    psql: { type: 'string' },
    keep: { type: 'string' },
  },
})
const bin = resolve('dist/src/cli/bin.js')
const child = new URL('./fuzz-child.mjs', import.meta.url)
const home = mkdtempSync(join(tmpdir(), 'backwright-fuzz-'))
const until = performance.now() + Number(flags.minutes) * 60_000
const cases = [
  ...(flags.giants ? giantCases() : []),
  ...drawnCases(
    Number(flags.seed),
    Number(flags.runs),
    positionals.map((file) => readFileSync(file, 'utf8')),
  ),
].filter(({ kind, command, note }) => [undefined, kind, `${kind}, ${command}`, note ?? kind].includes(flags.only))
const table = {}
let [worker, violations, ran, tried, byPsql] = [undefined, 0, 0, 0, 0]

try {
  for (const [index, each] of cases.entries()) {
    if (performance.now() > until) break
    await one(each, index)
  }
} finally {
  worker?.kill('SIGKILL')
  rmSync(home, { recursive: true, force: true })
}
console.table(Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1))))
console.log(
  `${ran} runs of ${cases.length} (seed ${flags.seed}), ${tried} pairs applied again from their files, ${byPsql} by psql, ${violations} violations`,
)
process.exitCode = violations > 0 ? 1 : 0

async function one(given, index) {
  const folder = join(home, String(index))
  mkdirSync(folder)
  const texts = {}
  for (const [name, content] of Object.entries(given.files)) {
    const bytes = Buffer.from(typeof content === 'function' ? content() : content)
    writeFileSync(join(folder, name), bytes)
    texts[name] = decoded(bytes)
  }
  symlinkSync('/etc/passwd', join(folder, 'link.sql'))
  const json = index % 3 !== 0
  const argv = argvOf(given, json)
  // What a run in this process could hide, the program itself shows.
  const run =
    index % 11 === 5
      ? byProgram(argv, folder, given.boundMs)
      : await inChild({ argv, folder, apply: false }, given.boundMs)
  const written = writtenIn(folder)
  const { outcome, problems } = await judge({ json, texts, run, written })
  if (['bad-sql', 'bad-schema'].includes(outcome) && Object.keys(written).length > 0)
    problems.push('files of a failed run')
  if (existsSync(join(folder, bait))) problems.push('a command of psql was run')
  const plain = given.command === 'compare' && Object.keys(written).some((name) => name.endsWith('_rollback.sql'))
  if (plain) problems.push(...(await again(argv, folder, given, written, run)))
  count(given, outcome, run, problems)
  if (problems.length > 0) report(given, index, folder, problems, run)
  rmSync(folder, { recursive: true, force: true })
}

function argvOf({ command, flags: more }, json) {
  const sources = command === 'compare' ? ['from.sql', 'schema.sql', '--timestamp', '20260131120000'] : ['change.sql']
  return ['db', command, ...sources, ...more, ...(json ? ['--json'] : [])]
}

/** The files do what the proof has said, for a scratch database and for psql, and a second run writes the same bytes. */
async function again(argv, folder, { boundMs }, written, run) {
  tried++
  rmSync(join(folder, 'out'), { recursive: true })
  rmSync(join(folder, 'review.md'), { force: true })
  const second = await inChild({ argv, folder, apply: true }, boundMs)
  const problems = [...second.problems]
  if (JSON.stringify(writtenIn(folder)) !== JSON.stringify(written)) problems.push('other bytes in the second run')
  if (second.stdout !== run.stdout) problems.push('another report in the second run')
  return flags.psql === undefined ? problems : [...problems, ...withPsql(folder, written)]
}

function byProgram(argv, folder, boundMs) {
  const started = performance.now()
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], {
    cwd: folder,
    timeout: boundMs,
    killSignal: 'SIGKILL',
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
    input: '',
  })
  const ms = Math.round(performance.now() - started)
  return { code: status, stdout, stderr, ms, rssMb: 0, problems: signal ? [`did not end in ${boundMs} ms`] : [] }
}

function inChild(message, boundMs) {
  worker ??= fork(child, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--max-old-space-size=4096'] })
  const mine = worker
  return new Promise((done) => {
    const end = (run) => {
      clearTimeout(timer)
      mine.removeAllListeners()
      // Memory is counted for the life of a process, so one that has had much is of no use to the next case.
      if (run.rssMb > mostMb / 2 || run.gone) {
        mine.kill('SIGKILL')
        worker = undefined
      }
      done(run)
    }
    const lost = (problem) => ({
      code: null,
      stdout: '',
      stderr: '',
      ms: boundMs,
      rssMb: 0,
      gone: true,
      problems: [problem],
    })
    const timer = setTimeout(() => end(lost(`did not end in ${boundMs} ms`)), boundMs)
    mine.on('message', end)
    mine.on('exit', (code, signal) => end(lost(`the process died (${code ?? signal})`)))
    mine.send(message)
  })
}

function writtenIn(folder) {
  const out = join(folder, 'out')
  const names = existsSync(out) ? readdirSync(out).sort() : []
  const review = join(folder, 'review.md')
  return {
    ...Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), 'utf8')])),
    ...(existsSync(review) && { 'review.md': readFileSync(review, 'utf8') }),
  }
}

function withPsql(folder, written) {
  const psql = (database, ...args) =>
    spawnSync('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', new URL(`/${database}`, flags.psql).href, ...args], {
      encoding: 'utf8',
      cwd: folder,
      timeout: 60_000,
    })
  const admin = (sql) => psql('postgres', '-At', '-c', sql)
  admin('DROP DATABASE IF EXISTS fuzz')
  for (const role of admin('SELECT quote_ident(rolname) || chr(7) FROM pg_roles WHERE oid >= 16384')
    .stdout.split('\u0007\n')
    .filter(Boolean))
    admin(`DROP ROLE ${role}`)
  admin('CREATE DATABASE fuzz TEMPLATE template0 ENCODING UTF8')
  const roles = /(?:TO|OWNER TO) ("(?:[^"]|"")+");/g
  for (const [, role] of readFileSync(join(folder, 'from.sql'), 'utf8')
    .concat(readFileSync(join(folder, 'schema.sql'), 'utf8'))
    .matchAll(roles))
    admin(`CREATE ROLE ${role}`)
  // What connects to another database, is SQL of a newer PostgreSQL, or was cut into another one by chance, is nothing to judge by.
  if (/^\\c/m.test(readFileSync(join(folder, 'from.sql'), 'utf8'))) return []
  if (psql('fuzz', '-f', 'from.sql').status !== 0) return []
  byPsql++
  for (const name of Object.keys(written)
    .filter((each) => each.endsWith('.sql'))
    .sort((a, b) => a.length - b.length)) {
    const { status, stderr } = psql('fuzz', '-f', join('out', name))
    if (status !== 0) return [`psql cannot run ${name}: ${stderr.slice(0, 500)}`]
  }
  return existsSync(join(folder, bait)) ? ['psql has run a command out of a name'] : []
}

function count({ kind, command }, outcome, { ms, rssMb }, problems) {
  ran++
  const key = `${kind}, ${command}: ${outcome}`
  table[key] ??= { runs: 0, 'slowest ms': 0, 'most MB': 0, violations: 0 }
  table[key].runs++
  table[key]['slowest ms'] = Math.max(table[key]['slowest ms'], ms)
  table[key]['most MB'] = Math.max(table[key]['most MB'], rssMb)
  table[key].violations += problems.length > 0 ? 1 : 0
}

function report({ kind, command, note = '', flags: more }, index, folder, problems, { code, stderr }) {
  violations++
  console.log(`violation: #${index} ${kind}, ${command} ${more.join(' ')} ${note} (exit ${code})`)
  for (const problem of problems) console.log(`  ${JSON.stringify(problem.slice(0, 1500))}`)
  if (stderr !== '') console.log(`  said: ${JSON.stringify(stderr.slice(0, 400))}`)
  if (flags.keep === undefined) return
  const kept = join(resolve(flags.keep), `${flags.seed}-${index}`)
  mkdirSync(kept, { recursive: true })
  spawnSync('cp', ['-a', `${folder}/.`, kept])
}

function decoded(bytes) {
  return bytes.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8')
}
