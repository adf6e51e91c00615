import assert from 'node:assert/strict'
import { afterAll, describe, test } from 'vitest'
import { startPostgres } from '../../support/postgres-server.ts'
import { reusedScratch } from '../../support/reused-scratch.ts'
import { cliOver } from '../../support/run-cli.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const runCli = cliOver(reusedScratch(['btree_gist']))
const server = await startPostgres()
afterAll(() => server.stop())

interface Case {
  readonly from: string
  readonly to: string
  /** What the database holds besides. */
  readonly rows: string
  /** The messages, up to the statement. */
  readonly hazards?: readonly string[]
  readonly notSeen?: readonly string[]
}

const users = 'CREATE TABLE users (id int PRIMARY KEY, name text, age int, parent int);'
const three = "INSERT INTO users VALUES (1, 'ann', 30, NULL), (2, 'ann', -1, 1), (3, NULL, NULL, 9);"

const cases: Readonly<Record<string, Case>> = {
  'a column that must have a value': {
    from: users,
    to: `${users} ALTER TABLE users ALTER COLUMN name SET NOT NULL;`,
    rows: three,
    hazards: ['1 row of public.users hold no value in name'],
  },
  'a check': {
    from: users,
    to: `${users} ALTER TABLE users ADD CONSTRAINT grown CHECK (age > 0);`,
    rows: three,
    hazards: ['1 row of public.users break grown'],
  },
  'a check that all rows keep': {
    from: users,
    to: `${users} ALTER TABLE users ADD CONSTRAINT grown CHECK (age > -5 AND length(name) > 2);`,
    rows: three,
  },
  'a unique key, where no value is no value': {
    from: users,
    to: `${users} ALTER TABLE users ADD CONSTRAINT one_name UNIQUE (name);`,
    rows: `${three} INSERT INTO users VALUES (4, NULL);`,
    hazards: ['2 rows of public.users share their key of one_name with another row'],
  },
  'a unique index on an expression, over some rows': {
    from: users,
    to: `${users} CREATE UNIQUE INDEX lower_name ON users (lower(name)) WHERE age > 0;`,
    rows: `${three} INSERT INTO users VALUES (4, 'ANN', 5);`,
    hazards: ['2 rows of public.users share their key of lower_name with another row'],
  },
  'a foreign key': {
    from: users,
    to: `${users} ALTER TABLE users ADD CONSTRAINT parents FOREIGN KEY (parent) REFERENCES users;`,
    rows: three,
    hazards: ['1 row of public.users refer to no row of public.users (parents)'],
  },
  'a foreign key into a table that comes with it': {
    from: users,
    to: `CREATE TABLE team (id int PRIMARY KEY); ${users} ALTER TABLE users ADD CONSTRAINT teams FOREIGN KEY (parent) REFERENCES team;`,
    rows: three,
    hazards: ['2 rows of public.users refer to no row of public.team (teams)'],
  },
  'a primary key': {
    from: 'CREATE TABLE t (a int);',
    to: 'CREATE TABLE t (a int PRIMARY KEY);',
    rows: 'INSERT INTO t VALUES (1), (1), (NULL);',
    hazards: ['1 row of public.t hold no value in a', '2 rows of public.t share their key of t_pkey with another row'],
  },
  'an exclusion': {
    from: 'CREATE TABLE stay (during int4range);',
    to: 'CREATE TABLE stay (during int4range, CONSTRAINT alone EXCLUDE USING gist (during WITH &&));',
    rows: "INSERT INTO stay VALUES ('[1,3)'), ('[2,4)'), ('[7,8)');",
    hazards: ['2 rows of public.stay are excluded by another row (alone)'],
  },
  'a new column without a value': {
    from: users,
    to: users.replace('parent int', 'parent int, "e mail" text NOT NULL'),
    rows: three,
    hazards: ['3 rows of public.users would hold no value in e mail'],
  },
  'a new column in a table without rows': {
    from: users,
    to: users.replace('parent int', 'parent int, mail text NOT NULL'),
    rows: '',
  },
  'a shorter text': {
    from: 'CREATE TABLE t (a text);',
    to: 'CREATE TABLE t (a varchar(3));',
    rows: "INSERT INTO t VALUES ('abc'), ('abcd'), (NULL);",
    hazards: ['1 row of public.t hold a value in a that its next type does not take'],
  },
  'a narrower number': {
    from: 'CREATE TABLE t (a bigint);',
    to: 'CREATE TABLE t (a smallint);',
    rows: 'INSERT INTO t VALUES (1), (70000), (80000);',
    hazards: ['2 rows of public.t hold a value in a that its next type does not take'],
  },
  'an enum that loses a value': {
    from: "CREATE TYPE mood AS ENUM ('sad', 'it''s ok', 'happy'); CREATE TABLE t (a mood);",
    to: "CREATE TYPE mood AS ENUM ('it''s ok', 'happy'); CREATE TABLE t (a mood);",
    rows: "INSERT INTO t VALUES ('sad'), ('it''s ok'), (NULL);",
    hazards: ['1 row of public.t hold a value in a that its next type does not take'],
  },
  'a domain that asks more': {
    from: 'CREATE DOMAIN positive AS int; CREATE TABLE t (a positive);',
    to: 'CREATE DOMAIN positive AS int CONSTRAINT above CHECK (VALUE > 0); CREATE TABLE t (a positive);',
    rows: 'INSERT INTO t VALUES (1), (0);',
    hazards: ['1 row of public.t break above of the domain positive in a'],
  },
  'a table that the database does not have': {
    from: `${users} CREATE TABLE t (a int);`,
    to: `${users} CREATE TABLE t (a int NOT NULL);`,
    rows: 'DROP TABLE t;',
    notSeen: ['public.t: rows that hold no value in a', 'the table, or one that it refers to, is not there'],
  },
}

describe('the rows of a database are counted for', () => {
  const { url, exec } = server

  test.each(Object.entries(cases))('%s', async (name, { from, to, rows, hazards = [], notSeen = [] }) => {
    const database = `d${Object.keys(cases).indexOf(name)}`
    await exec(`CREATE DATABASE ${database}`)
    await exec(`${from}\n${rows}`, database)
    const folder = temporaryFolder({ 'from.sql': from, 'to.sql': to })
    const where = url.replace(/postgres$/, database)
    const { stdout } = await runCli(
      'db',
      'compare',
      `${folder}/from.sql`,
      `${folder}/to.sql`,
      '--rows',
      where,
      '--json',
    )
    const result = JSON.parse(stdout)
    assert.equal(result.verdict, 'proved', stdout)
    const found = (result.hazards as { rule: string; message: string }[]).filter(({ rule }) => rule === 'existing-rows')
    const messages = found.map(({ message }) => message.replace(/(?:: the migration stops at|: ALTER TABLE).*/s, ''))
    const there = messages.filter((message) => !message.startsWith('The rollback'))
    assert.deepEqual(there, hazards)
    assert.deepEqual(
      (result.rows.notSeen as { what: string; why: string }[]).flatMap(({ what, why }) => [what, why]),
      notSeen,
    )
  })
})
