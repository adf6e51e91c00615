// Runs the files of every format with the tool itself on a real PostgreSQL, there and back, and compares each end with what `db migrate`
// and `db rollback` leave: node bench/formats.mjs [format…]. Installs the tools into a temporary folder: dbmate and node-pg-migrate by npm,
// golang-migrate by go, Flyway by mvn; a tool that cannot be had is skipped and counted. Flyway's undo is not free: its scripts run by psql.
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const bin = resolve('dist/src/cli/bin.js')
const tools = join(tmpdir(), 'backwright-format-tools')
mkdirSync(join(tools, 'npm'), { recursive: true })
const folder = mkdtempSync(join(tmpdir(), 'backwright-formats-'))

const base = `CREATE TYPE mood AS ENUM ('a', 'b');
CREATE TABLE users (id bigint PRIMARY KEY, name text, gone int);
CREATE INDEX users_gone_idx ON users (gone);
`
const pairs = {
  'one transaction': [base, `${base}CREATE TABLE notes (id bigint PRIMARY KEY, "a; b" text DEFAULT 'x;y');`],
  'transactions and concurrent builds': [
    base,
    `CREATE TYPE mood AS ENUM ('a', 'b', 'c');
     CREATE TABLE users (id bigint PRIMARY KEY, name text NOT NULL, m mood DEFAULT 'c', CONSTRAINT named CHECK (name <> ''));
     CREATE INDEX users_name_idx ON users (name);
     CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
     CREATE FUNCTION f(a int, b text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN '\${x} {y} ' || a; END $$;`,
  ],
  'a concurrent build alone': [base, `${base}CREATE INDEX users_name_idx ON users (name);`],
  'a key that comes back in steps': [
    `${base}CREATE TABLE keys (id int, code text CONSTRAINT keys_code_key UNIQUE);`,
    `${base}CREATE TABLE keys (id int);`,
  ],
}

const formats = {
  plain: { install: () => true, up: ours('migrate'), down: ours('rollback', '--steps', '99') },
  dbmate: { install: () => npm('dbmate'), up: dbmate('migrate'), down: dbmate('rollback') },
  'golang-migrate': { install: go, up: golangMigrate('up'), down: golangMigrate('down', '-all') },
  flyway: { install: maven, up: flyway, down: undo },
  'node-pg-migrate': {
    install: () => npm('node-pg-migrate', 'pg'),
    up: nodePgMigrate('up'),
    down: nodePgMigrate('down'),
  },
}

const server = startServer()
const counts = { passed: 0, failed: 0, skipped: 0 }
try {
  for (const [format, tool] of Object.entries(formats)) {
    if (process.argv.length > 2 && !process.argv.includes(format)) continue
    if (!tool.install()) {
      counts.skipped += Object.keys(pairs).length
      console.log(`skipped ${format}: the tool cannot be installed here`)
      continue
    }
    for (const [name, sides] of Object.entries(pairs)) judge(format, tool, name, sides)
  }
} finally {
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
process.exitCode = counts.failed > 0 ? 1 : 0

function judge(format, { up, down }, name, [from, to]) {
  try {
    const there = join(folder, `${format} ${name}`)
    mkdirSync(there)
    writeFileSync(join(there, 'from.sql'), from)
    writeFileSync(join(there, 'to.sql'), to)
    const migrations = join(there, 'migrations')
    const compared = spawnSync(
      process.execPath,
      [
        bin,
        'db',
        'compare',
        join(there, 'from.sql'),
        join(there, 'to.sql'),
        ...['-o', migrations, '--name', 'change', '--timestamp', '20260131120000', '--format', format, '-q'],
      ],
      { encoding: 'utf8' },
    )
    if (![0, 1].includes(compared.status)) throw new Error(compared.stderr)
    const [before, after] = [dumpOf(server.database(from)), dumpOf(server.database(to))]
    const url = server.database(from)
    const count = readdirSync(migrations).filter(
      (file) => !file.includes('.down.') && !/^U|\.conf$|_rollback/.test(file),
    ).length
    const [path, home] = [migrations, there]
    // There and back twice: the second time from where the way back has led.
    for (const round of [1, 2]) {
      up({ url, path, home, count })
      same(dumpOf(url), after, `up, round ${round}`)
      down({ url, path, home, count })
      same(dumpOf(url), before, `down, round ${round}`)
    }
    counts.passed++
    console.log(`ok ${format}: ${name} (${count} migrations)`)
  } catch (error) {
    counts.failed++
    console.log(`not ok ${format}: ${name}\n${String(error.stderr ?? '')}${String(error.stdout ?? '')}${error.message}`)
  }
}

function same(found, wanted, when) {
  if (found !== wanted) {
    writeFileSync(join(tmpdir(), 'found.sql'), found)
    writeFileSync(join(tmpdir(), 'wanted.sql'), wanted)
    throw new Error(`${when}: another schema than it should be, see found.sql and wanted.sql in ${tmpdir()}`)
  }
}

/** The schema without what a tool remembers, and columns in the order of their names: a column that comes back stands last. */
function dumpOf(url) {
  const tables = ['schema_migrations', 'flyway_schema_history', 'pgmigrations']
  const dump = execFileSync(
    'pg_dump',
    [
      '--schema-only',
      '--no-owner',
      '-N',
      'backwright',
      ...tables.map((table) => `--exclude-table=public.${table}*`),
      url,
    ],
    { encoding: 'utf8' },
  )
  const body = dump.replace(/^(?:--|SET |SELECT pg_catalog|\\).*$/gm, '').replace(/\n{2,}/g, '\n')
  return body.replace(
    /(CREATE TABLE [^(]*\()([^;]*)(\n\);)/g,
    (_, head, columns, end) =>
      `${head}\n${columns
        .split('\n')
        .map((line) => line.replace(/,$/, ''))
        .sort()
        .join('\n')}${end}`,
  )
}

function run(command, args, options = {}) {
  return execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    ...options,
  })
}

function npm(...packages) {
  return (
    spawnSync('npm', [
      'install',
      '--no-save',
      '--prefix',
      join(tools, 'npm'),
      ...packages,
      ...Object.keys(packages).map(() => '--silent'),
    ]).status === 0
  )
}

function go() {
  const env = { ...process.env, GOBIN: tools }
  if (spawnSync(join(tools, 'migrate'), ['-version']).status === 0) return true
  return (
    spawnSync('go', ['install', '-tags', 'postgres', 'github.com/golang-migrate/migrate/v4/cmd/migrate@v4.19.0'], {
      env,
    }).status === 0
  )
}

function maven() {
  const wanted = ['org.flywaydb:flyway-database-postgresql:11.8.2', 'org.postgresql:postgresql:42.7.4']
  return wanted.every((artifact) => spawnSync('mvn', ['-q', 'dependency:get', `-Dartifact=${artifact}`]).status === 0)
}

function ours(...words) {
  return ({ url, path }) => run(process.execPath, [bin, 'db', ...words, '--connection', url, '--dir', path])
}

function dbmate(command) {
  return ({ url, path, count }) => {
    for (let time = 0; time < (command === 'rollback' ? count : 1); time++) {
      run(join(tools, 'npm/node_modules/.bin/dbmate'), [
        '--no-dump-schema',
        '-d',
        path,
        '-u',
        `${url}?sslmode=disable`,
        command,
      ])
    }
  }
}

function golangMigrate(...words) {
  return ({ url, path }) =>
    run(join(tools, 'migrate'), ['-path', path, '-database', `${url}?sslmode=disable`, ...words])
}

function nodePgMigrate(direction) {
  return ({ url, path, count }) =>
    run(
      join(tools, 'npm/node_modules/.bin/node-pg-migrate'),
      [direction, ...(direction === 'down' ? [String(count)] : []), '-m', path],
      {
        env: { ...process.env, DATABASE_URL: url },
      },
    )
}

function flyway({ url, path, home }) {
  const { username, password, host, pathname } = new URL(url)
  const source = `import org.flywaydb.core.Flyway; import java.util.Map;
    public class Run { public static void main(String[] a) {
      Flyway.configure().dataSource(a[0], a[1], a[2]).locations("filesystem:" + a[3]).baselineOnMigrate(true).baselineVersion("0")
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false")).load().migrate(); } }`
  writeFileSync(join(home, 'Run.java'), source)
  const jars = execFileSync('find', [join(homedir(), '.m2/repository'), '-name', '*.jar'], { encoding: 'utf8' })
    .split('\n')
    .filter((jar) => /flyway|postgresql-42|jackson|gson/.test(jar))
  run('java', [
    '-cp',
    jars.join(':'),
    join(home, 'Run.java'),
    `jdbc:postgresql://${host}${pathname}`,
    username,
    password,
    path,
  ])
}

/** The undo scripts by psql, a transaction each unless its configuration says otherwise, and Flyway's note of the migration taken back. */
function undo({ url, path }) {
  for (const file of readdirSync(path)
    .filter((each) => /^U.*\.sql$/.test(each))
    .reverse()) {
    const alone =
      readdirSync(path).includes(`${file}.conf`) &&
      readFileSync(join(path, `${file}.conf`), 'utf8').includes('executeInTransaction=false')
    run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', ...(alone ? [] : ['-1']), '-f', join(path, file), url])
  }
  run('psql', ['-q', '-c', 'DROP TABLE flyway_schema_history', url])
}

function startServer() {
  const home = mkdtempSync(join(tmpdir(), 'backwright-formats-server-'))
  const root = process.getuid() === 0
  if (root) chownSync(home, Number(run('id', ['-u', 'postgres'])), Number(run('id', ['-g', 'postgres'])))
  const as = (script) =>
    root
      ? run('runuser', ['-u', 'postgres', '--', 'bash', '-c', script], { cwd: home, stdio: 'ignore' })
      : run('bash', ['-c', script], { cwd: home, stdio: 'ignore' })
  const port = 20_000 + (process.pid % 20_000)
  as(
    `printf s3cret > pw && initdb -D data -U admin --pwfile=pw -A scram-sha-256 --no-sync && pg_ctl -D data -w -l log -o '-p ${port} -c listen_addresses=127.0.0.1 -k ${home} -F' start`,
  )
  const root_ = `postgres://admin:s3cret@127.0.0.1:${port}`
  let number = 0
  return {
    database(sql) {
      const name = `d${number++}`
      run('psql', ['-q', '-c', `CREATE DATABASE ${name}`, `${root_}/postgres`])
      const url = `${root_}/${name}`
      run('psql', ['-q', '-v', 'ON_ERROR_STOP=1', '-c', sql, url])
      return url
    },
    stop() {
      as('pg_ctl -D data -m immediate stop')
      rmSync(home, { recursive: true, force: true })
    },
  }
}
