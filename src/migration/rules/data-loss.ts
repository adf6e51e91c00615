import type { Problem, Rule } from '../../base/rule.ts'
import { excerpt } from '../../base/text.ts'
import type { Act } from '../acts/act.ts'
import { atObject, atTable, isSame, nameText } from '../acts/name.ts'
import type { Planned, Situation } from '../situation.ts'
import { location } from './location.ts'

export const dataLoss: Rule<Situation> = {
  id: 'data-loss',
  severity: 'error',
  summary: 'Drop nothing that holds data without having decided to.',

  *check({ sql, acts, planned, isNew, undone }) {
    if (planned) {
      yield* plannedLoss(sql, planned)
      return
    }
    for (const act of acts) {
      const lost = lossOf(act)
      // What a rollback drops of what its migration has made is what it is for.
      if (!lost || undone.some((other) => isMaking(other, act))) continue
      if (lost.table && isNew(lost.table)) continue
      yield {
        at: lost.at,
        message: lost.message,
        why: 'Nothing but a backup brings it back, and clients that use it fail.',
      }
    }
  },
}

/** The kinds of objects that lose rows or values when they are dropped. */
export const holdsData = new Set(['table', 'materialized view', 'schema', 'database', 'sequence'])

function* plannedLoss(sql: string, { losesData, spoils, subject }: Planned): Iterable<Problem> {
  if (losesData) {
    yield {
      at: location(subject),
      message: `What is stored there is lost: ${excerpt(sql)}.`,
      why: 'The rollback brings the structure back, but not what was stored in it.',
    }
  } else if (spoils !== undefined) {
    yield {
      at: location(subject),
      message: `Values are changed for good by ${excerpt(sql)}. ${spoils}`,
      why: 'The rollback brings the type back, but not what the new one had no room for.',
    }
  }
}

interface Loss extends Pick<Problem, 'at' | 'message'> {
  readonly table?: Parameters<Situation['isNew']>[0]
}

function lossOf(act: Act): Loss | undefined {
  switch (act.kind) {
    case 'drop': {
      if (!holdsData.has(act.what)) return undefined
      const inTable = act.what === 'table' || act.what === 'materialized view'
      const message = `What is stored in ${act.what} ${nameText(act.name)} is lost${cascading(act.cascade)}.`
      return { at: inTable ? atTable(act.name) : atObject(act.name), message, ...(inTable && { table: act.name }) }
    }
    case 'drop-column': {
      const { table, column, cascade } = act
      const message = `What is stored in column ${column} of ${nameText(table)} is lost${cascading(cascade)}.`
      return { at: atTable(table, { column }), message, table }
    }
    case 'truncate': {
      const also = act.cascade
        ? ', and those of every table that refers to it by a foreign key, in any number of steps'
        : ''
      const message = `All rows of ${nameText(act.table)} are lost${also}.`
      return { at: atTable(act.table), message, table: act.table }
    }
    case 'write-all':
      if (act.verb !== 'DELETE') return undefined
      return { at: atTable(act.table), message: `All rows of ${nameText(act.table)} are deleted.`, table: act.table }
    default:
      return undefined
  }
}

function cascading(cascade: boolean): string {
  return cascade ? ', and CASCADE drops whatever depends on it, unnamed' : ''
}

function isMaking(made: Act, act: Act): boolean {
  if (act.kind === 'drop-column') {
    return made.kind === 'add-column' && made.column.name === act.column && isSame(made.table, act.table)
  }
  return act.kind === 'drop' && made.kind === 'make' && made.what === act.what && isSame(made.name, act.name)
}
