// What bench/fuzz.mjs feeds to the commands: each case is { kind, command, files: { name: Buffer }, flags, boundMs }, all drawn by fast-check from a seed.
import fc from 'fast-check'

/** A table of this name exists in no case: a statement about it comes out of a name. */
export const bait = 'pwned'

const hostile = [
  `"; DROP TABLE ${bait}; --`,
  `'; DROP TABLE ${bait}; --`,
  `*/ DROP TABLE ${bait}; /*`,
  `/* ${bait}`,
  `a\nDROP TABLE ${bait};`,
  `a\r\nDROP TABLE ${bait};`,
  `a\rDROP TABLE ${bait};`,
  `a\n\\! touch ${bait}\n`,
  `a\n\\i ${bait}\n`,
  `\\! touch ${bait}`,
  'a\n-- migrate:down\n',
  '\n-- +goose Down\n',
  '\n-- backwright: no-transaction\n',
  '\n-- backwright: allow-file data-loss\n',
  '\n\\.\n',
  '-- x',
  '--> statement-breakpoint',
  '\u202Egnp.exe',
  '\u2028x',
  '\uFEFFx',
  '\uFFFD',
  '😀',
  'İSTANBUL',
  '\u0001\u001b[31mred',
  '\u0085\u00a0',
  'x'.repeat(200),
  'é'.repeat(40),
  '😀'.repeat(16),
  '$$',
  '$a$ $a$',
  ':var',
  ":'var'",
  ':"var"',
  '\\',
  'C:\\new',
  "\\'",
  "''",
  '""',
  '%s%I%%',
  '{{x}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a name, and no template.
  '${x}',
  '`id`',
  '```\n# x',
  'a|b',
  '<script>alert(1)</script>',
  '</details>',
  '::error::x',
  'a\n::error file=x::y',
  '@everyone #1',
  '[x](javascript:y)',
  ' ',
  ' a ',
  '\t',
  '.',
  'a.b',
  'a:b',
  'a,b',
  'a,b:c',
  '(a)',
  '{a}',
  '[]',
  '?column?',
  'a;b',
  '1',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'undefined',
  'null',
  'select',
  'user',
  'Line Items',
  'pg_catalog',
  'public',
]
const plainName = fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)
const name = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostile) },
  { weight: 1, arbitrary: plainName },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((text) => !/\0/.test(text)),
  },
)

const id = (text) => `"${text.replaceAll('"', '""')}"`
const str = (text) => `'${text.replaceAll("'", "''")}'`

/** Every place where a name or a text of somebody's may stand; each piece is there or not. */
const pieces = [
  {
    key: 'table',
    sql: (n) =>
      `CREATE TABLE ${id(n.s)}.${id(n.t)} (${id(n.c1)} bigint CONSTRAINT ${id(n.pk)} PRIMARY KEY, ${id(n.c2)} text DEFAULT ${str(n.d)}, ${id(n.c3)} int);`,
  },
  {
    key: 'column',
    sql: (n) =>
      `ALTER TABLE ${id(n.s)}.${id(n.t)} ADD COLUMN ${id(n.c4)} varchar(9) DEFAULT ${str(n.d.slice(0, 9))} NOT NULL;`,
  },
  {
    key: 'enum',
    sql: (n) =>
      `CREATE TYPE ${id(n.s)}.${id(n.e)} AS ENUM (${str(n.v1)}, ${str(n.v2)}); ALTER TABLE ${id(n.s)}.${id(n.t)} ADD COLUMN ${id(n.c5)} ${id(n.s)}.${id(n.e)} DEFAULT ${str(n.v1)};`,
  },
  {
    key: 'check',
    sql: (n) => `ALTER TABLE ${id(n.s)}.${id(n.t)} ADD CONSTRAINT ${id(n.ck)} CHECK (${id(n.c2)} <> ${str(n.d)});`,
  },
  { key: 'unique', sql: (n) => `ALTER TABLE ${id(n.s)}.${id(n.t)} ADD CONSTRAINT ${id(n.uq)} UNIQUE (${id(n.c2)});` },
  {
    key: 'index',
    sql: (n) => `CREATE INDEX ${id(n.i)} ON ${id(n.s)}.${id(n.t)} (${id(n.c2)}) WHERE ${id(n.c2)} <> ${str(n.d)};`,
  },
  {
    key: 'foreign',
    sql: (n) =>
      `CREATE TABLE ${id(n.s)}.${id(n.t2)} (${id(n.c1)} bigint CONSTRAINT ${id(n.fk)} REFERENCES ${id(n.s)}.${id(n.t)});`,
  },
  {
    key: 'function',
    sql: (n) =>
      `CREATE FUNCTION ${id(n.s)}.${id(n.f)}(${id(n.c2)} text DEFAULT ${str(n.d)}) RETURNS text LANGUAGE sql AS ${str(`SELECT ${str(n.d)}::text`)};`,
  },
  {
    key: 'trigger',
    sql: (n) =>
      `CREATE FUNCTION ${id(n.s)}.${id(n.f2)}() RETURNS trigger LANGUAGE plpgsql AS ${str(`BEGIN RETURN NEW; /* ${n.d.replaceAll('*/', '').replaceAll('/*', '')} */ END`)}; CREATE TRIGGER ${id(n.i)} BEFORE UPDATE ON ${id(n.s)}.${id(n.t)} FOR EACH ROW EXECUTE FUNCTION ${id(n.s)}.${id(n.f2)}(${str(n.d)});`,
  },
  {
    key: 'view',
    sql: (n) =>
      `CREATE VIEW ${id(n.s)}.${id(n.v)} AS SELECT ${id(n.c2)} AS ${id(n.c4)}, ${str(n.d)}::text AS ${id(n.c1)} FROM ${id(n.s)}.${id(n.t)};`,
  },
  {
    key: 'domain',
    sql: (n) => `CREATE DOMAIN ${id(n.s)}.${id(n.dm)} AS text CONSTRAINT ${id(n.ck)} CHECK (VALUE <> ${str(n.d)});`,
  },
  { key: 'sequence', sql: (n) => `CREATE SEQUENCE ${id(n.s)}.${id(n.sq)};` },
  {
    key: 'policy',
    sql: (n) =>
      `ALTER TABLE ${id(n.s)}.${id(n.t)} ENABLE ROW LEVEL SECURITY; CREATE POLICY ${id(n.i)} ON ${id(n.s)}.${id(n.t)} USING (${id(n.c2)} = ${str(n.d)});`,
  },
  { key: 'role', sql: (n) => `GRANT SELECT ON ${id(n.s)}.${id(n.t)} TO ${id(n.r)};` },
  { key: 'owner', sql: (n) => `ALTER TABLE ${id(n.s)}.${id(n.t)} OWNER TO ${id(n.r)};` },
  {
    key: 'comment',
    sql: (n) =>
      `COMMENT ON TABLE ${id(n.s)}.${id(n.t)} IS ${str(n.d)}; COMMENT ON COLUMN ${id(n.s)}.${id(n.t)}.${id(n.c2)} IS ${str(n.d)};`,
  },
  {
    key: 'statistics',
    sql: (n) => `CREATE STATISTICS ${id(n.s)}.${id(n.st)} ON ${id(n.c1)}, ${id(n.c3)} FROM ${id(n.s)}.${id(n.t)};`,
  },
  { key: 'composite', sql: (n) => `CREATE TYPE ${id(n.s)}.${id(n.ct)} AS (${id(n.c1)} int, ${id(n.c2)} text);` },
]
const places = [
  's',
  't',
  't2',
  'c1',
  'c2',
  'c3',
  'c4',
  'c5',
  'pk',
  'd',
  'e',
  'v1',
  'v2',
  'ck',
  'uq',
  'i',
  'fk',
  'f',
  'f2',
  'v',
  'dm',
  'sq',
  'r',
  'st',
  'ct',
]

/** Names of one side: all different, as PostgreSQL cuts them. */
const names = fc
  .uniqueArray(name, {
    minLength: places.length,
    maxLength: places.length,
    selector: (text) => Buffer.from(text).subarray(0, 63).toString('latin1'),
  })
  .map((chosen) => Object.fromEntries(places.map((place, index) => [place, chosen[index]])))
const subset = fc.subarray(
  pieces.slice(1).map(({ key }) => key),
  { maxLength: 5 },
)

function render(chosen, keys) {
  const parts = pieces.filter(({ key }) => key === 'table' || keys.includes(key))
  return [`CREATE SCHEMA ${id(chosen.s)};`, ...parts.map(({ sql }) => sql(chosen))].join('\n')
}

const formats = ['plain', 'plain', 'plain', 'dbmate', 'golang-migrate', 'flyway', 'node-pg-migrate']
const hostileNames = fc
  .record({
    one: names,
    other: fc.record({ place: fc.constantFrom(...places.slice(2)), name }),
    left: subset,
    right: subset,
    format: fc.constantFrom(...formats),
    markdown: fc.boolean(),
    bare: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ one, other, left, right, format, markdown, bare }) => {
    const changed = { ...one, [other.place]: other.name }
    const from = bare === 0 ? 'CREATE TABLE keep (id int);' : render(one, left)
    return compare(
      'names',
      from,
      bare === 1 ? 'CREATE TABLE keep (id int);' : render(bare === 2 ? one : changed, right),
      ['-o', 'out', '--format', format, ...(markdown ? ['--markdown', 'review.md'] : [])],
    )
  })

const lintedNames = fc
  .record({ chosen: names, keys: subset, drop: fc.boolean(), schema: fc.boolean() })
  .map(({ chosen: n, keys, drop, schema }) => {
    const change = drop
      ? `ALTER TABLE ${id(n.s)}.${id(n.t)} DROP COLUMN ${id(n.c2)};\nDROP TABLE ${id(n.s)}.${id(n.t)} CASCADE;`
      : `ALTER TABLE ${id(n.s)}.${id(n.t)} RENAME COLUMN ${id(n.c2)} TO ${id(n.d)};\nCREATE INDEX ${id(n.uq)} ON ${id(n.s)}.${id(n.t)} (${id(n.c1)});`
    return lint('names', `-- ${n.d.replace(/[\r\n]/g, ' ')}\n${change}`, schema ? render(n, keys) : undefined)
  })

const shop = `CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL UNIQUE, m mood DEFAULT 'sad');
CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE, total numeric(10, 2) CHECK (total >= 0), at timestamptz DEFAULT now());
CREATE INDEX orders_user_idx ON orders (user_id) WHERE total > 0;
CREATE VIEW rich AS SELECT u.email, sum(o.total) AS total FROM users u JOIN orders o ON o.user_id = u.id GROUP BY u.email;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.at := now(); RETURN NEW; END $$;
CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
COMMENT ON TABLE users IS 'People; and "others" -- too';
`
const change = `ALTER TABLE users ADD COLUMN age int NOT NULL DEFAULT 0;
CREATE INDEX CONCURRENTLY users_age_idx ON users (age);
ALTER TABLE orders DROP COLUMN total CASCADE;
ALTER TYPE mood ADD VALUE 'so, so';
BEGIN; UPDATE users SET age = 1; COMMIT;
-- backwright: allow data-loss: nobody reads it
DROP TABLE orders;
`
const words = [
  ..."; ( ) , . \" ' $$ $x$ /* */ -- \\ \\i \\. :: [ ] * + = E' U&\" N' b' 1e9 0x1 $1 \n \r \u00a0".split(' '),
  ...'CREATE TABLE DROP ALTER INDEX SELECT FROM WHERE DEFAULT NULL CHECK REFERENCES CONCURRENTLY COPY stdin BEGIN COMMIT ROLLBACK DO LANGUAGE int text users orders id PARTITION INHERITS UNIQUE PRIMARY KEY AS IF EXISTS CASCADE NOT EXECUTE GRANT TO OWNER EXTENSION hstore nothing ROLE SET search_path'.split(
    ' ',
  ),
  ...hostile,
]
const edit = fc.record({
  kind: fc.constantFrom(
    'drop',
    'drop line',
    'double line',
    'swap lines',
    'insert',
    'replace',
    'cut',
    'flip',
    'drop statement',
  ),
  at: fc.nat(1_000_000),
  length: fc.integer({ min: 1, max: 40 }),
  word: fc.constantFrom(...words),
})

function mutate(text, edits) {
  return edits.reduce((sql, { kind, at, length, word }) => {
    const place = sql.length === 0 ? 0 : at % sql.length
    const lines = sql.split('\n')
    const line = at % lines.length
    switch (kind) {
      case 'drop':
        return sql.slice(0, place) + sql.slice(place + length)
      case 'drop line':
        return lines.toSpliced(line, 1).join('\n')
      case 'double line':
        return lines.toSpliced(line, 0, lines[line]).join('\n')
      case 'swap lines':
        return lines
          .toSpliced(line, 1)
          .toSpliced(at % 7, 0, lines[line])
          .join('\n')
      case 'insert':
        return `${sql.slice(0, place)} ${word} ${sql.slice(place)}`
      case 'replace':
        return sql.slice(0, place) + word + sql.slice(place + length)
      case 'cut':
        return at % 5 === 0 ? sql.slice(0, place) : sql
      case 'flip':
        return (
          sql.slice(0, place) + String.fromCharCode(sql.charCodeAt(place) ^ (1 << (at % 7)) || 1) + sql.slice(place + 1)
        )
      default:
        return sql
          .split(/(?<=;\n)/)
          .filter((_, index, all) => index !== at % all.length)
          .join('')
    }
  }, text)
}

const edits = fc.array(edit, { minLength: 1, maxLength: 4 })
const mutatedOf = (kind, text) =>
  fc
    .record({ left: fc.array(edit, { maxLength: 1 }), right: edits })
    .map(({ left, right }) => compare(kind, mutate(text, left), mutate(text, right), ['-o', 'out']))
const mutatedLint = fc
  .record({ edits, schema: fc.option(edits), two: fc.boolean() })
  .map(({ edits: chosen, schema, two }) =>
    lint('mutated', mutate(two ? shop + change : change, chosen), two ? undefined : mutate(shop, schema ?? [])),
  )
const soup = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 60 }).map((chosen) => chosen.join(' '))
const soups = fc
  .record({ sql: soup, linted: fc.boolean() })
  .map(({ sql, linted }) => (linted ? lint('tokens', sql) : compare('tokens', shop, `${shop}${sql}`, [])))

const bytes = fc
  .record({
    raw: fc.uint8Array({ minLength: 1, maxLength: 400 }),
    how: fc.integer({ min: 0, max: 11 }),
    at: fc.nat(shop.length),
    linted: fc.boolean(),
  })
  .map(({ raw, how, at, linted }) => {
    const text = Buffer.from(shop)
    const utf16 = Buffer.from(`\uFEFF${shop}`, 'utf16le')
    const content = [
      Buffer.from(raw),
      Buffer.concat([text.subarray(0, at), Buffer.from(raw), text.subarray(at)]),
      Buffer.concat([text.subarray(0, at), Buffer.from([0]), text.subarray(at)]),
      Buffer.concat([text.subarray(0, at), Buffer.from([0xc3]), text.subarray(at)]),
      Buffer.concat([Buffer.from('\uFEFF'), text]),
      utf16,
      Buffer.from(utf16).swap16(),
      utf16.subarray(2),
      utf16.subarray(0, (at % utf16.length) | 1),
      Buffer.from(shop.replaceAll('\n', '\r\n')),
      Buffer.from(shop.replaceAll('\n', '\r')),
      Buffer.concat([utf16, Buffer.from([0x00, 0xd8]), utf16.subarray(2)]),
    ][how]
    return linted ? lint('bytes', content) : compare('bytes', shop, content, ['-o', 'out'])
  })

const nests = {
  parentheses: (n) => `SELECT ${'('.repeat(n)}1${')'.repeat(n)}`,
  subselects: (n) => `SELECT ${'(SELECT '.repeat(n)}1${')'.repeat(n)}`,
  'open parentheses': (n) => `SELECT ${'('.repeat(n)}`,
  cases: (n) => `SELECT ${'CASE WHEN true THEN '.repeat(n)}1${' END'.repeat(n)}`,
  arrays: (n) => `SELECT ${'ARRAY['.repeat(n)}1${']'.repeat(n)}`,
  casts: (n) => `SELECT 1${'::int'.repeat(n)}`,
  nots: (n) => `SELECT ${'NOT '.repeat(n)}true`,
  sums: (n) => `SELECT 1${'+1'.repeat(n)}`,
  ands: (n) => `SELECT true${' AND true'.repeat(n)}`,
  unions: (n) => `SELECT 1${' UNION ALL SELECT 1'.repeat(n)}`,
  pluses: (n) => `SELECT ${'+'.repeat(n)}1`,
  comments: (n) => `SELECT ${'/*'.repeat(n)}${'*/'.repeat(n)}1`,
  'open comments': (n) => `SELECT ${'/*'.repeat(n)}1`,
  'spaced comments': (n) => `SELECT ${'/* '.repeat(n)}${' */'.repeat(n)}1`,
  calls: (n) => `SELECT ${'abs('.repeat(n)}1${')'.repeat(n)}`,
  joins: (n) =>
    `SELECT 1 FROM ${'('.repeat(n)}pg_class a0${Array.from({ length: n }, (_, i) => ` CROSS JOIN pg_class b${i})`).join('')}`,
  json: (n) => `SELECT '${'['.repeat(n)}${']'.repeat(n)}'::jsonb::text`,
  regex: (n) => `SELECT 'a' ~ '${'('.repeat(n)}a${')'.repeat(n)}'`,
  rows: (n) => `SELECT ${'ROW('.repeat(n)}1${')'.repeat(n)} IS NULL`,
}
const deep = fc
  .record({
    nest: fc.constantFrom(...Object.keys(nests)),
    depth: fc.constantFrom(50, 400, 1000, 3000, 20_000, 300_000),
    where: fc.integer({ min: 0, max: 4 }),
  })
  .map(({ nest, depth, where }) => {
    const select = nests[nest](depth)
    const sql = [
      `CREATE VIEW v AS ${select};`,
      `CREATE TABLE t (a text DEFAULT (${select.replace('SELECT ', '')})::text);`,
      `CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ ${select} $$;`,
      `DO $$ BEGIN PERFORM ${select.replace('SELECT ', '')}; END $$;`,
      `CREATE TABLE t (a int, CHECK ((${select.replace('SELECT ', '')}) IS NOT NULL));`,
    ][where]
    const made =
      where === 4
        ? lint('deep', sql, 'CREATE TABLE keep (id int);')
        : compare('deep', 'CREATE TABLE keep (id int);', `CREATE TABLE keep (id int);\n${sql}`, [])
    return { ...made, note: `${nest} × ${depth}, ${where}` }
  })

const forever = {
  'a series in a default': `CREATE TABLE t (a int); INSERT INTO t SELECT count(*) FROM generate_series(1, 1000000000000);`,
  'a view that is filled': `CREATE MATERIALIZED VIEW m AS SELECT sum(a) FROM generate_series(1, 1000000000000) a;`,
  'a recursive query': `CREATE TABLE t AS WITH RECURSIVE r (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n > 0 OR n <= 0) SELECT count(*) FROM r;`,
  'a sleep': `CREATE TABLE t (a int); SELECT pg_sleep(1000000);`,
  'a loop': `CREATE TABLE t (a int);\nDO $$ BEGIN LOOP END LOOP; END $$;`,
  'a loop that catches': `DO $$ BEGIN LOOP BEGIN PERFORM 1 / 0; EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$;`,
  'a loop in an index': `CREATE FUNCTION f(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN LOOP END LOOP; END $$; CREATE TABLE t (a int); INSERT INTO t VALUES (1);\nCREATE INDEX i ON t (f(a));`,
  'a loop in a check': `CREATE FUNCTION f(int) RETURNS bool LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$; CREATE TABLE t (a int CHECK (f(a)));`,
  'a loop in a default': `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$; CREATE TABLE t (b int, a int DEFAULT f());`,
  'a loop in a trigger': `CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$; CREATE TABLE t (a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f();`,
  'a loop in an event trigger': `CREATE FUNCTION f() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN LOOP END LOOP; END $$; CREATE EVENT TRIGGER g ON ddl_command_end EXECUTE FUNCTION f(); CREATE TABLE t (a int);`,
  'a regex': `CREATE TABLE t AS SELECT repeat('a', 3000) ~ '(((a*)*)*)*b\\1' AS x;`,
  'a lock': `CREATE TABLE t (a int); SELECT pg_advisory_lock(1) FROM generate_series(1, 100000000000);`,
  'a notice': `CREATE TABLE t (a int); DO $$ BEGIN LOOP RAISE NOTICE 'x'; END LOOP; END $$;`,
  'much memory': `CREATE TABLE t AS SELECT array_agg(a) AS a FROM generate_series(1, 1000000000000) a;`,
  'a long text': `CREATE TABLE t AS SELECT repeat('x', 1000000000) AS a;`,
  'a stack': `CREATE FUNCTION f(int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN f($1 + 1); END $$; CREATE TABLE t AS SELECT f(1) AS a;`,
  'a big answer': `CREATE TABLE t (a int); SELECT repeat('x', 1000000) FROM generate_series(1, 1000);`,
  'switched off limits': `SET statement_timeout = 0; CREATE TABLE t (a int); SELECT pg_sleep(1000000);`,
  'an exclusion': `CREATE VIEW v AS SELECT 1 AS a; CREATE RULE r AS ON INSERT TO v DO INSTEAD SELECT pg_sleep(1000000); INSERT INTO v VALUES (1);`,
}
const endless = fc
  .record({ which: fc.constantFrom(...Object.keys(forever)), linted: fc.boolean() })
  .map(({ which, linted }) => {
    const limit = ['--scratch-timeout', '3000']
    const made = linted
      ? lint('endless', forever[which], 'CREATE TABLE keep (id int);', limit)
      : compare('endless', 'CREATE TABLE keep (id int);', forever[which], limit)
    return { ...made, note: which }
  })

const commands = [
  '\\i other.sql',
  '\\ir other.sql',
  "\\i 'other.sql'",
  '\\i ../other.sql',
  '\\i /etc/passwd',
  '\\ir link.sql',
  '\\i schema.sql',
  '\\i :file',
  '\\if true',
  '\\endif',
  '\\gexec',
  '\\connect x',
  '\\set ON_ERROR_STOP on',
  '\\restrict abc',
  '\\! touch pwned',
  '\\copy t from x',
  '\\.',
  '\\',
  '\\;',
  'COPY users FROM stdin;\n1\tx\n\\.',
  'COPY users FROM stdin;',
  '-- COPY users FROM stdin;',
  "SELECT 'FROM stdin;';",
  'SELECT 1 \\gset',
  '\\i',
  '\\include other.sql',
]
const psql = fc
  .record({
    lines: fc.array(fc.record({ text: fc.constantFrom(...commands), at: fc.nat(9) }), { minLength: 1, maxLength: 3 }),
    linted: fc.boolean(),
  })
  .map(({ lines, linted }) => {
    const sql = lines.reduce((text, { text: line, at }) => text.split('\n').toSpliced(at, 0, line).join('\n'), shop)
    const made = linted ? lint('psql', sql) : compare('psql', shop, sql, [])
    const other = Buffer.from('CREATE TABLE other (id int);\n\\ir other2.sql\n')
    return {
      ...made,
      files: { ...made.files, 'other.sql': other, 'other2.sql': Buffer.from('CREATE TABLE other2 (id int);') },
    }
  })

/** Ten megabytes, each in another way. */
const mega = 10_000_000
const fill = (part, size = mega) => part.repeat(Math.ceil(size / part.length))
const giants = {
  'a literal': () => `CREATE TABLE t (a text DEFAULT '${fill('x')}');`,
  'a comment of an object': () => `CREATE TABLE t (a int); COMMENT ON TABLE t IS '${fill('x ')}';`,
  'a function body': () => `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 -- ${fill('x')}\n $$;`,
  'a statement of values': () => `CREATE TABLE t (a int); INSERT INTO t VALUES (0)${fill(',(1)')};`,
  'a list in a view': () => `CREATE VIEW v AS SELECT 1 IN (0${fill(',1')}) AS a;`,
  'a million statements': () => `CREATE TABLE t (a int);\n${'SELECT 1;\n'.repeat(1_000_000)}`,
  'a million statements with an accent': () => `CREATE TABLE t (a int);\n${"SET x.y='é';\n".repeat(700_000)}`,
  'many tables': () => Array.from({ length: 200_000 }, (_, i) => `CREATE TABLE t${i} (id int PRIMARY KEY);`).join('\n'),
  'many columns': () => `CREATE TABLE t (${Array.from({ length: 600_000 }, (_, i) => `c${i} int`).join(', ')});`,
  comments: () => `${fill('-- x\n')}CREATE TABLE t (a int);`,
  blanks: () => `${fill(' \n')}CREATE TABLE t (a int);`,
  semicolons: () => `${fill(';')}CREATE TABLE t (a int);`,
  'a name': () => `CREATE TABLE "${fill('x')}" (a int);`,
  'opened comments': () => `${fill('/*')}CREATE TABLE t (a int);`,
  pluses: () => `CREATE TABLE t (a int DEFAULT ${fill('+')}1);`,
  'psql lines': () => `\\x\n${fill('FROM stdin ')}`,
  'psql commands': () => `${fill('\\x\n')}CREATE TABLE t (a int);`,
  quotes: () => `\\x\n${fill(`"'`)}`,
  dollars: () => `\\x\n${fill('$a')}`,
  backslashes: () => fill('\\'),
  zeros: () => Buffer.alloc(mega),
  noise: () =>
    Buffer.from(fc.sample(fc.uint8Array({ minLength: 5000, maxLength: 5000 }), { seed: 1, numRuns: 1 })[0])
      .toString('latin1')
      .repeat(2000),
  'bad bytes': () => Buffer.alloc(mega, 0xff),
  'a line of a dump': () => `COPY t FROM stdin;\n${fill('1\tx\n')}\\.\nCREATE TABLE t (a int);`,
  suppressions: () => `${fill('-- backwright: allow data-loss: x\n')}DROP TABLE t;`,
  'an error at the end': () => `${fill('CREATE TABLE é (a int);\n', 1_000_000)}CREATE TABEL x;`,
}

/** All of these, once each; they are the slow ones. A million statements are ended by the timer of all of them, ten times that of one. */
export function giantCases() {
  return Object.entries(giants).flatMap(([note, make]) => [
    {
      ...compare('10 MB', 'CREATE TABLE keep (id int);', make, ['--scratch-timeout', '8000']),
      note,
      boundMs: 240_000,
    },
    { ...lint('10 MB', make), note, boundMs: 240_000 },
  ])
}

/** As many cases as are asked for, the same ones for the same seed. `texts` are schemas of the user's, to be mutated too. */
export function drawnCases(seed, count, texts) {
  const all = fc.oneof(
    { weight: 10, arbitrary: hostileNames },
    { weight: 4, arbitrary: lintedNames },
    { weight: 6, arbitrary: mutatedOf('mutated', shop) },
    { weight: 6, arbitrary: mutatedLint },
    { weight: 3, arbitrary: soups },
    { weight: 4, arbitrary: bytes },
    { weight: 5, arbitrary: deep },
    { weight: 2, arbitrary: endless },
    { weight: 3, arbitrary: psql },
    ...texts.map((text) => ({ weight: 2, arbitrary: mutatedOf('mutated file', text) })),
  )
  return fc.sample(all, { seed, numRuns: count })
}

function compare(kind, from, to, flags) {
  return { kind, command: 'compare', files: { 'from.sql': from, 'schema.sql': to }, flags, boundMs: 120_000 }
}

function lint(kind, sql, schema, flags = []) {
  const files = { 'change.sql': sql, ...(schema !== undefined && { 'schema.sql': schema }) }
  return {
    kind,
    command: 'lint',
    files,
    flags: [...flags, ...(schema !== undefined ? ['--schema', 'schema.sql'] : [])],
    boundMs: 120_000,
  }
}
