import { UserError } from '../base/errors.ts'
import type { Scratch } from '../ports/database.ts'
import type { Statement, Tree } from './statements.ts'
import { callsOf, namesIn, optionOf } from './tree.ts'

/**
 * Refuses what could reach beyond the scratch database where it is no sandbox. It sees the plain forms: a text that is put together and
 * run inside a function is not seen, and against that only a role without rights helps. UserError `unsupported` names file and line.
 */
export function refuseReach(statements: readonly Statement[], reach: Scratch['reach']): void {
  if (reach === 'nowhere') return
  for (const statement of statements) {
    const what = beyondDatabase(statement) ?? (reach === 'server' ? beyondOwnRoles(statement) : undefined)
    if (what === undefined) continue
    const { file, line } = statement
    const advice =
      reach === 'server' && sharedKinds.has(statement.kind)
        ? 'Other databases of the server share it. Leave `--scratch` out, or say `--scratch embedded`, where each side has a server of its own.'
        : 'Remove it, or leave `--scratch` out: the sandbox lets nothing out.'
    throw new UserError('unsupported', `${file}:${line}: ${what} is not run on a real server. ${advice}`, {
      where: { file, line },
    })
  }
}

const outward: Readonly<Record<string, string>> = {
  AlterSystemStmt: 'ALTER SYSTEM',
  CreateTableSpaceStmt: 'CREATE TABLESPACE',
  DropTableSpaceStmt: 'DROP TABLESPACE',
  AlterTableSpaceOptionsStmt: 'ALTER TABLESPACE',
  LoadStmt: 'LOAD, which runs a library,',
  ImportForeignSchemaStmt: 'IMPORT FOREIGN SCHEMA, which connects to another server,',
  CreateSubscriptionStmt: 'CREATE SUBSCRIPTION, which connects to another server,',
  AlterSubscriptionStmt: 'ALTER SUBSCRIPTION, which connects to another server,',
}

/** Functions that read or write files of the server, end sessions, or connect elsewhere. */
const outwardCall =
  /^(?:pg_read_(?:binary_)?file|pg_ls_\w+|pg_stat_file|pg_file_\w+|lo_import|lo_export|dblink\w*|pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_rotate_logfile|pg_promote|pg_switch_wal|pg_create_\w+|pg_drop_replication_slot|pg_backup_\w+|pg_logical_\w+|pg_replication_\w+|pg_import_system_collations|query_to_xml\w*|http\w*)$/

/** https://www.postgresql.org/docs/current/sql-createlanguage.html: the code of any other language may do what the server's own user may. */
const trusted = new Set(['sql', 'plpgsql', 'plperl', 'pltcl', 'plv8', 'plcoffee', 'plls', 'pllua', 'pljava'])
const outwardExtension = /^(?:pl\w+u|plsh|adminpack|pg_cron|pg_net|http)$/

function beyondDatabase({ kind, tree }: Statement): string | undefined {
  if (outward[kind]) return outward[kind]
  const call = [...callsOf(tree)].find((name) => outwardCall.test(name))
  if (call !== undefined) return `${call}()`
  if (kind === 'CreateExtensionStmt' && outwardExtension.test(String(tree.extname)))
    return `The extension ${tree.extname}`
  if (kind === 'CreatePLangStmt' && !trusted.has(String(tree.plname))) return `The language ${tree.plname}`
  if (kind === 'CreateForeignTableStmt' && ['program', 'filename'].some((name) => optionOf(tree, name) !== undefined))
    return 'A foreign table over a file or a program'
  if (kind === 'CreateFunctionStmt' || kind === 'DoStmt') return inBody(tree)
  return undefined
}

function inBody(tree: Tree): string | undefined {
  const [language = 'sql'] = namesIn(optionOf(tree, 'language'))
  if (tree.options !== undefined && !trusted.has(language.toLowerCase()))
    return `A function in the language ${language}`
  const words = namesIn(optionOf(tree, 'as')).flatMap((body) => body.toLowerCase().match(/\w+/g) ?? [])
  const call = words.find((word) => outwardCall.test(word))
  if (call !== undefined) return `${call}()`
  if (words.includes('copy') && words.includes('program')) return 'COPY … PROGRAM'
  return words.some((word, at) => word === 'alter' && words[at + 1] === 'system') ? 'ALTER SYSTEM' : undefined
}

const sharedKinds = new Set([
  'CreateRoleStmt',
  'AlterRoleStmt',
  'AlterRoleSetStmt',
  'DropRoleStmt',
  'GrantRoleStmt',
  'ReassignOwnedStmt',
  'DropOwnedStmt',
  'RenameStmt',
  'CommentStmt',
  'SecLabelStmt',
  'GrantStmt',
])
const sharedObjects = new Set(['OBJECT_ROLE', 'OBJECT_TABLESPACE', 'OBJECT_PARAMETER_ACL'])

function beyondOwnRoles({ kind, tree, sql }: Statement): string | undefined {
  if (!sharedKinds.has(kind)) return undefined
  const object = tree.objtype ?? tree.renameType
  if (object !== undefined && !sharedObjects.has(String(object))) return undefined
  return sql.split(/\s+/, 2).join(' ').toUpperCase()
}
