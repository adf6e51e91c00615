/** How the rows of a system catalog become entries of the inventory; `x` is the row. What is not said follows from the catalog itself. */
export interface CatalogView {
  /** What to read instead, for whoever may not read the catalog itself: its columns have the same names. */
  readonly from?: string
  /** What identifies the object of a row; without it, `pg_identify_object` does. */
  readonly address?: string
  /** Which rows are the user's; without it, those whose object is neither PostgreSQL's own nor an extension's. */
  readonly where?: string
  /** Columns that say nothing of their own: numbers of the storage, and what is in `add` as PostgreSQL prints it. */
  readonly leave?: readonly string[]
  /** Further facts as SQL. */
  readonly add?: Readonly<Record<string, string>>
}

/** Catalogs that hold no part of a schema: rows and what is known of them, other databases, what PostgreSQL itself wrote down. */
export const leftAside: ReadonlySet<string> = new Set([
  'pg_database',
  'pg_init_privs',
  'pg_largeobject',
  'pg_largeobject_metadata',
  'pg_replication_origin',
  'pg_shdepend',
  'pg_shseclabel',
  'pg_statistic',
  'pg_statistic_ext_data',
  'pg_subscription_rel',
  'pg_tablespace',
])

const ofFamily = (column: string) =>
  `x.oid >= 16384 AND x.${column} NOT IN (SELECT objid FROM members WHERE classid = 'pg_opfamily'::regclass)`
const ofRelation = (column: string) => `x.${column} IN (SELECT oid FROM relations)`

const columnName = (relation: string, number: string) =>
  `${relation}::regclass || '.' || (SELECT quote_ident(a.attname) FROM pg_attribute a WHERE a.attrelid = ${relation} AND a.attnum = ${number})`

/** As `pg_identify_object` says it, which takes longer. */
const kindOfRelation = `CASE x.relkind WHEN 'i' THEN 'index' WHEN 'I' THEN 'index' WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view'
  WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'composite type' WHEN 'f' THEN 'foreign table' ELSE 'table' END`

/** What a foreign key to a partitioned table adds for each partition has a number in its name that depends on the order of making. */
const isShadow = `(x.contype = 'f' AND EXISTS (SELECT FROM pg_constraint p WHERE p.oid = x.conparentid AND p.conrelid = x.conrelid))`

/** What `pg_identify_object` says of the object that a comment or a label is on. */
const target = `(SELECT i.type || ' ' || i.identity FROM pg_identify_object(x.classoid, x.objoid, x.objsubid) i)`
const ofTarget = `(x.objoid >= 16384 OR x.classoid = 'pg_namespace'::regclass AND x.objoid = 'public'::regnamespace)
  AND NOT EXISTS (SELECT FROM members m WHERE m.classid = x.classoid AND m.objid = x.objoid)
  AND (x.classoid <> 'pg_class'::regclass OR x.objoid IN (SELECT oid FROM relations))`

export const catalogViews: Readonly<Record<string, CatalogView>> = {
  pg_aggregate: {
    address: `'aggregate ' || x.aggfnoid::regprocedure`,
    where: `x.aggfnoid >= 16384 AND x.aggfnoid NOT IN (SELECT objid FROM members WHERE classid = 'pg_proc'::regclass)`,
  },
  pg_amop: { where: ofFamily('amopfamily') },
  pg_amproc: { where: ofFamily('amprocfamily') },
  pg_attrdef: {
    address: `'default of column ' || ${columnName('x.adrelid', 'x.adnum')}`,
    where: ofRelation('adrelid'),
    leave: ['adrelid', 'adnum'],
    add: { expression: 'pg_get_expr(x.adbin, x.adrelid)' },
  },
  pg_attribute: {
    address: `'column ' || x.attrelid::regclass || '.' || quote_ident(x.attname)`,
    where: `x.attnum > 0 AND NOT x.attisdropped AND x.attrelid IN (SELECT oid FROM relations WHERE relkind <> ALL ('{i,I,S}'))`,
    leave: [
      'attrelid',
      'attname',
      'atttypid',
      'atttypmod',
      'attlen',
      'attnum',
      'attndims',
      'attbyval',
      'attalign',
      'attcacheoff',
      'atthasdef',
      'atthasmissing',
      'attmissingval',
      'attisdropped',
    ],
    add: { type: 'format_type(x.atttypid, x.atttypmod)' },
  },
  pg_auth_members: {
    address: `'membership of ' || x.member::regrole || ' in ' || x.roleid::regrole`,
    where: 'x.roleid >= 16384 OR x.member >= 16384',
  },
  pg_authid: { from: 'pg_roles', leave: ['rolpassword'] },
  pg_class: {
    address: `${kindOfRelation} || ' ' || x.oid::regclass`,
    where: 'x.oid IN (SELECT oid FROM relations)',
    leave: [
      'reltype',
      'relfilenode',
      'relpages',
      'reltuples',
      'relallvisible',
      'relallfrozen',
      'reltoastrelid',
      'relhasindex',
      'relnatts',
      'relchecks',
      'relhasrules',
      'relhastriggers',
      'relhassubclass',
      'relrewrite',
      'relfrozenxid',
      'relminmxid',
    ],
    add: {
      'partition bound': 'pg_get_expr(x.relpartbound, x.oid)',
      // A table keeps its TOAST when no column needs it any more.
      'options of the TOAST': `ARRAY(SELECT v FROM pg_class t, unnest(t.reloptions) v WHERE t.oid = x.reltoastrelid ORDER BY 1)`,
    },
  },
  pg_collation: { leave: ['collversion'] },
  pg_constraint: {
    // The NOT NULL of a column has no name before PostgreSQL 18, and none that matters later.
    address: `CASE WHEN x.conrelid = 0
      THEN 'constraint ' || quote_ident(x.conname) || ' on type ' || x.contypid::regtype
      WHEN x.contype = 'n' THEN 'NOT NULL of ' || ${columnName('x.conrelid', 'x.conkey[1]')}
      ELSE 'constraint ' || quote_ident(x.conname) || ' on ' || x.conrelid::regclass END`,
    leave: ['conname', 'conkey', 'confkey', 'confdelsetcols', 'conislocal', 'coninhcount', 'connoinherit'],
    where: `(${ofRelation('conrelid')} AND NOT ${isShadow}) OR (x.contypid >= 16384 AND x.contypid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass))`,
    add: {
      definition: 'pg_get_constraintdef(x.oid)',
      // The keys of a partition have another in a dump than where PARTITION OF made them, and it says nothing there.
      connoinherit: `CASE WHEN x.contype NOT IN ('p', 'u', 'x', 'f') THEN x.connoinherit::text END`,
      conislocal: `CASE WHEN x.contype <> 'n' THEN x.conislocal::text END`,
      coninhcount: `CASE WHEN x.contype <> 'n' THEN x.coninhcount::text END`,
    },
  },
  pg_db_role_setting: {
    address: `CASE WHEN x.setrole = 0 THEN 'settings of everybody' ELSE 'settings of role ' || x.setrole::regrole END
      || CASE WHEN x.setdatabase = 0 THEN '' ELSE ' in this database' END`,
    where: 'x.setdatabase IN (0, (SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))',
    leave: ['setdatabase', 'setrole'],
  },
  pg_default_acl: { where: 'true' },
  // The other dependencies follow from the definitions.
  pg_depend: {
    address: `(SELECT i.type || ' ' || i.identity FROM pg_identify_object(x.classid, x.objid, x.objsubid) i)
      || CASE x.deptype WHEN 'x' THEN ' depends on ' ELSE ' is owned by ' END
      || (SELECT i.type || ' ' || i.identity FROM pg_identify_object(x.refclassid, x.refobjid, x.refobjsubid) i)`,
    where: `x.deptype = 'x' OR x.classid = 'pg_class'::regclass AND x.refclassid = 'pg_class'::regclass AND x.refobjsubid > 0
      AND x.deptype IN ('a', 'i') AND x.objid IN (SELECT oid FROM relations WHERE relkind = 'S')`,
    leave: ['classid', 'objid', 'objsubid', 'refclassid', 'refobjid', 'refobjsubid'],
  },
  pg_description: { address: `'comment on ' || ${target}`, where: ofTarget, leave: ['objoid', 'classoid', 'objsubid'] },
  pg_enum: {
    address: `'value ' || quote_literal(x.enumlabel) || ' of type ' || x.enumtypid::regtype`,
    where: `x.enumtypid >= 16384 AND x.enumtypid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)`,
    leave: ['enumsortorder'],
    add: {
      position:
        '(SELECT count(*) FROM pg_enum e WHERE e.enumtypid = x.enumtypid AND e.enumsortorder < x.enumsortorder)',
    },
  },
  pg_extension: { leave: ['extconfig', 'extcondition'] },
  pg_foreign_table: { address: `'foreign table ' || x.ftrelid::regclass`, where: ofRelation('ftrelid') },
  pg_index: {
    address: `'index ' || x.indexrelid::regclass`,
    where: ofRelation('indexrelid'),
    leave: ['indkey', 'indclass', 'indcollation', 'indoption', 'indcheckxmin'],
    add: {
      definition: 'pg_get_indexdef(x.indexrelid)',
      'statistics targets': `ARRAY(SELECT coalesce(nullif(a.attstattarget, -1)::text, 'the default') FROM pg_attribute a
        WHERE a.attrelid = x.indexrelid ORDER BY a.attnum)`,
    },
  },
  pg_inherits: {
    address: `'place of ' || x.inhrelid::regclass || ' under ' || x.inhparent::regclass`,
    where: ofRelation('inhrelid'),
  },
  pg_namespace: {
    where: `(x.oid >= 16384 OR x.nspname = 'public') AND x.nspname !~ '^pg_(temp|toast)' AND x.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_namespace'::regclass)`,
  },
  pg_parameter_acl: { address: `'parameter ' || x.parname`, where: 'true' },
  pg_partitioned_table: {
    address: `'partitioned table ' || x.partrelid::regclass`,
    where: ofRelation('partrelid'),
    add: { key: 'pg_get_partkeydef(x.partrelid)' },
    leave: ['partattrs', 'partclass', 'partcollation'],
  },
  pg_policy: { add: { using: 'pg_get_expr(x.polqual, x.polrelid)', check: 'pg_get_expr(x.polwithcheck, x.polrelid)' } },
  pg_proc: { add: { arguments: 'pg_get_function_arguments(x.oid)', body: 'pg_get_function_sqlbody(x.oid)' } },
  pg_publication_rel: {
    leave: ['prattrs'],
    add: {
      rows: 'pg_get_expr(x.prqual, x.prrelid)',
      columns:
        '(SELECT array_agg(a.attname::text ORDER BY 1) FROM pg_attribute a WHERE a.attrelid = x.prrelid AND a.attnum = ANY (x.prattrs))',
    },
  },
  pg_range: {
    address: `'type ' || x.rngtypid::regtype`,
    where: `x.rngtypid >= 16384 AND x.rngtypid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)`,
  },
  pg_rewrite: { where: ofRelation('ev_class'), add: { definition: 'pg_get_ruledef(x.oid)' } },
  pg_seclabel: {
    address: `x.provider || ' label of ' || ${target}`,
    where: ofTarget,
    leave: ['objoid', 'classoid', 'objsubid'],
  },
  pg_sequence: { address: `'sequence ' || x.seqrelid::regclass`, where: ofRelation('seqrelid') },
  pg_shdescription: {
    address: `'comment on role ' || x.objoid::regrole`,
    where: `x.classoid = 'pg_authid'::regclass AND x.objoid >= 16384`,
    leave: ['objoid', 'classoid'],
  },
  pg_statistic_ext: { leave: ['stxkeys'], add: { definition: 'pg_get_statisticsobjdef(x.oid)' } },
  pg_subscription: {
    where: 'x.subdbid = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())',
    leave: ['subdbid', 'subskiplsn'],
  },
  pg_trigger: {
    // The triggers behind a foreign key have numbers in their names, and only whether they are enabled says anything.
    address: `CASE WHEN x.tgisinternal
      THEN 'trigger ' || x.tgfoid::regproc || ' of constraint ' || quote_ident((SELECT c.conname FROM pg_constraint c WHERE c.oid = x.tgconstraint)) || ' on ' || x.tgrelid::regclass
      ELSE 'trigger ' || quote_ident(x.tgname) || ' on ' || x.tgrelid::regclass END`,
    where: `${ofRelation('tgrelid')} AND (NOT x.tgisinternal OR x.tgenabled <> 'O')`,
    leave: ['tgargs', 'tgname', 'tgparentid'],
    add: { definition: 'CASE WHEN NOT x.tgisinternal THEN pg_get_triggerdef(x.oid) END' },
  },
  pg_ts_config_map: {
    address: `'place ' || x.mapseqno || ' for ' || (SELECT t.alias FROM pg_ts_config c, ts_token_type(c.cfgparser) t WHERE c.oid = x.mapcfg AND t.tokid = x.maptokentype)
      || ' of text search configuration ' || x.mapcfg::regconfig`,
    where: 'x.mapcfg >= 16384',
  },
  pg_type: {
    // The type of a row and the type of an array come with what they are of.
    where: `x.oid >= 16384 AND x.oid NOT IN (SELECT objid FROM members WHERE classid = 'pg_type'::regclass)
      AND NOT EXISTS (SELECT FROM pg_type e WHERE e.typarray = x.oid)
      AND (x.typrelid = 0 OR EXISTS (SELECT FROM relations r WHERE r.oid = x.typrelid AND r.relkind = 'c'))`,
    leave: ['typarray', 'typndims', 'typlen', 'typalign', 'typbyval'],
    add: { 'default expression': 'pg_get_expr(x.typdefaultbin, 0)' },
  },
}
