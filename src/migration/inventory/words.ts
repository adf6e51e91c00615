import { excerpt } from '../../base/text.ts'

interface Words {
  readonly name: string
  value(value: unknown): string
}

/** A column of a catalog as people say it. The others keep their names, under which PostgreSQL's manual explains them. */
export function inWords(column: string): Words {
  const [name, letters = {}] = words[column] ?? [column]
  return { name, value: (value) => letters[String(value)] ?? plain(value) }
}

function plain(value: unknown): string {
  if (value === null || value === undefined || value === '' || value === '-') return 'nothing'
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : excerpt(value.map(String).join(', '), 200)
  return excerpt(String(value), 200)
}

const storage = { p: 'PLAIN', e: 'EXTERNAL', m: 'MAIN', x: 'EXTENDED' }
const enabled = { O: 'ORIGIN', D: 'DISABLED', R: 'REPLICA', A: 'ALWAYS' }
const target = { '-1': 'the default' }

const words: Readonly<Record<string, readonly [name: string, letters?: Readonly<Record<string, string>>]>> = {
  attacl: ['privileges'],
  attcollation: ['collation'],
  attcompression: ['compression', { p: 'pglz', l: 'lz4', '': 'the default' }],
  attfdwoptions: ['options'],
  attidentity: ['identity', { a: 'ALWAYS', d: 'BY DEFAULT' }],
  attnotnull: ['NOT NULL'],
  attoptions: ['options'],
  attstattarget: ['statistics target', target],
  attstorage: ['storage', storage],
  collisdeterministic: ['determinism'],
  condeferrable: ['deferrability'],
  condeferred: ['INITIALLY DEFERRED'],
  connoinherit: ['NO INHERIT'],
  convalidated: ['validity'],
  evtenabled: ['enabled state', enabled],
  ev_enabled: ['enabled state', enabled],
  fdwacl: ['privileges'],
  fdwoptions: ['options'],
  ftoptions: ['options'],
  indisclustered: ['CLUSTER ON'],
  indisreplident: ['use as replica identity'],
  indisvalid: ['validity'],
  inhseqno: ['place among the parents'],
  lanacl: ['privileges'],
  nspacl: ['privileges'],
  nspowner: ['owner'],
  proacl: ['privileges'],
  proconfig: ['settings'],
  procost: ['cost'],
  proleakproof: ['LEAKPROOF'],
  proowner: ['owner'],
  proparallel: ['parallel safety', { s: 'SAFE', r: 'RESTRICTED', u: 'UNSAFE' }],
  prorows: ['estimate of rows'],
  prosecdef: ['SECURITY DEFINER'],
  prosrc: ['body'],
  prosupport: ['support function'],
  provolatile: ['volatility', { i: 'IMMUTABLE', s: 'STABLE', v: 'VOLATILE' }],
  relacl: ['privileges'],
  relam: ['access method'],
  relforcerowsecurity: ['FORCE ROW LEVEL SECURITY'],
  relispopulated: ['WITH DATA'],
  reloptions: ['options'],
  relowner: ['owner'],
  relpersistence: ['persistence', { p: 'LOGGED', u: 'UNLOGGED', t: 'TEMPORARY' }],
  relreplident: ['replica identity', { d: 'DEFAULT', f: 'FULL', n: 'NOTHING', i: 'USING INDEX' }],
  relrowsecurity: ['ROW LEVEL SECURITY'],
  seqcache: ['CACHE'],
  seqcycle: ['CYCLE'],
  seqincrement: ['INCREMENT'],
  seqmax: ['MAXVALUE'],
  seqmin: ['MINVALUE'],
  seqstart: ['START'],
  seqtypid: ['type'],
  setconfig: ['settings'],
  srvacl: ['privileges'],
  srvoptions: ['options'],
  stxstattarget: ['statistics target', target],
  tgenabled: ['enabled state', enabled],
  typacl: ['privileges'],
  typstorage: ['storage', storage],
  umoptions: ['options'],
}
