import type { Act } from './act.ts'

/** PostgreSQL's locks on a table, the weakest first. https://www.postgresql.org/docs/current/explicit-locking.html */
export const lockModes = [
  'none',
  'accessShare',
  'rowShare',
  'rowExclusive',
  'shareUpdateExclusive',
  'share',
  'shareRowExclusive',
  'exclusive',
  'accessExclusive',
] as const
export type LockMode = (typeof lockModes)[number]

export function strongest(modes: readonly LockMode[]): LockMode {
  return lockModes[Math.max(0, ...modes.map((mode) => lockModes.indexOf(mode)))] ?? 'none'
}

/** Whether writers, or readers too, wait while it is held. */
export function blocks(mode: LockMode): boolean {
  return lockModes.indexOf(mode) >= lockModes.indexOf('share')
}

/** The strongest lock that an act takes on a table that is there before; measured on PostgreSQL 15 and 18. */
export function lockOf(act: Act): LockMode {
  switch (act.kind) {
    case 'drop':
    case 'rename':
      return objectLock(act)
    case 'make-index':
    case 'reindex':
      return act.concurrent ? 'shareUpdateExclusive' : 'share'
    case 'refresh':
      return act.concurrent ? 'exclusive' : 'accessExclusive'
    case 'detach':
      return act.concurrent ? 'shareUpdateExclusive' : 'accessExclusive'
    default:
      return plainLock(act)
  }
}

function objectLock(act: Extract<Act, { kind: 'drop' | 'rename' }>): LockMode {
  if (!relations.has(act.what)) return 'none'
  const quiet = act.kind === 'drop' ? act.concurrent : act.what === 'index'
  return quiet ? 'shareUpdateExclusive' : 'accessExclusive'
}

/** Of acts that have one way to be done, or nearly. */
function plainLock(act: Act): LockMode {
  switch (act.kind) {
    case 'constrain-domain':
      return act.valid ? 'share' : 'none'
    case 'alter-table':
      return act.brief ? 'accessExclusive' : 'shareUpdateExclusive'
    case 'make-view':
      return act.replaces ? 'accessExclusive' : 'none'
    case 'add-foreign-key':
    case 'make-trigger':
      return 'shareRowExclusive'
    case 'validate':
      return 'shareUpdateExclusive'
    case 'write-all':
      return 'rowExclusive'
    case 'make':
    case 'add-enum-value':
    case 'transaction':
    case 'set':
      return 'none'
    default:
      return 'accessExclusive'
  }
}

const relations = new Set([
  'table',
  'index',
  'view',
  'materialized view',
  'column',
  'constraint',
  'trigger',
  'rule',
  'foreign table',
  'schema',
])
