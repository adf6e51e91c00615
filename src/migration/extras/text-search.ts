import type { Database, Row } from '../../ports/database.ts'
import type { Extra } from './extra.ts'
import { ownedBy } from './owner.ts'

const free = (catalog: string) =>
  `x.oid >= 16384 AND NOT EXISTS (SELECT FROM pg_depend m WHERE m.classid = '${catalog}'::regclass AND m.objid = x.oid AND m.deptype = 'e')`
const identity = (catalog: string, oid: string) =>
  `(SELECT o.identity FROM pg_identify_object('${catalog}'::regclass, ${oid}, 0) o)`

/** Dictionaries, then configurations, then what these do with each kind of token: https://www.postgresql.org/docs/current/textsearch-configuration.html */
export async function readTextSearch(database: Database): Promise<readonly Extra[]> {
  const dictionaries = await database.query(`
    SELECT ${identity('pg_ts_dict', 'x.oid')} AS name, ${identity('pg_ts_template', 'x.dicttemplate')} AS template, x.dictinitoption AS options,
      ${ownedBy('x.dictowner')} AS owner FROM pg_ts_dict x WHERE ${free('pg_ts_dict')} ORDER BY 1`)
  const configurations = await database.query(`
    SELECT ${identity('pg_ts_config', 'x.oid')} AS name, ${identity('pg_ts_parser', 'x.cfgparser')} AS parser, ${ownedBy('x.cfgowner')} AS owner
    FROM pg_ts_config x WHERE ${free('pg_ts_config')} ORDER BY 1`)
  const mappings = await database.query(`
    SELECT ${identity('pg_ts_config', 'x.oid')} AS configuration, quote_ident(t.alias) AS token,
      (SELECT string_agg(${identity('pg_ts_dict', 'm.mapdict')}, ', ' ORDER BY m.mapseqno) FROM pg_ts_config_map m
       WHERE m.mapcfg = x.oid AND m.maptokentype = t.tokid) AS dictionaries
    FROM pg_ts_config x CROSS JOIN LATERAL ts_token_type(x.cfgparser) t WHERE ${free('pg_ts_config')} ORDER BY 1, 2`)
  return [
    ...dictionaries.map(dictionary),
    ...configurations.map(configuration),
    ...mappings.filter((row) => row.dictionaries !== null).map(mapping),
  ]
}

function dictionary({ name, template, options, owner }: Row): Extra {
  const said = options === null ? '' : `, ${options}`
  return made('text search dictionary', { name, owner }, `(TEMPLATE = ${template}${said})`)
}

function configuration({ name, parser, owner }: Row): Extra {
  return made('text search configuration', { name, owner }, `(PARSER = ${parser})`)
}

function made(kind: string, { name, owner }: Row, how: string): Extra {
  const what = kind.toUpperCase()
  const make = [`CREATE ${what} ${name} ${how}`, ...(owner === null ? [] : [`ALTER ${what} ${name} OWNER TO ${owner}`])]
  return {
    object: `${kind} ${name}`,
    kind,
    hosts: [],
    definition: make.join(),
    make,
    unmake: [`DROP ${what} ${name}`],
    lock: 'none',
  }
}

function mapping({ configuration: name, token, dictionaries }: Row): Extra {
  const alter = `ALTER TEXT SEARCH CONFIGURATION ${name}`
  return {
    object: `text search mapping of ${token} in ${name}`,
    kind: 'text search mapping',
    hosts: [{ extra: `text search configuration ${name}` }],
    definition: String(dictionaries),
    make: [`${alter} ADD MAPPING FOR ${token} WITH ${dictionaries}`],
    unmake: [`${alter} DROP MAPPING FOR ${token}`],
    lock: 'none',
  }
}
