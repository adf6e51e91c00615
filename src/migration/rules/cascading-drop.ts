import type { Rule } from '../../base/rule.ts'
import { atObject, atTable, nameText } from '../acts/name.ts'
import type { Situation } from '../situation.ts'
import { holdsData } from './data-loss.ts'

export const cascadingDrop: Rule<Situation> = {
  id: 'cascading-drop',
  severity: 'warning',
  summary: 'Drop what depends on an object by name, not by CASCADE.',

  *check({ acts, isNew, planned }) {
    if (planned) return
    for (const act of acts) {
      if (act.kind === 'drop-constraint' && act.cascade && !isNew(act.table)) {
        const at = atTable(act.table, { constraint: act.constraint })
        yield { at, message: message(`constraint ${act.constraint}`), why }
      }
      if (act.kind === 'drop' && act.cascade && !holdsData.has(act.what) && !isNew(act.name)) {
        yield { at: atObject(act.name), message: message(`${act.what} ${nameText(act.name)}`), why }
      }
    }
  },
}

const why =
  'What falls is decided when the migration runs: views, functions, foreign keys and columns that somebody has made since.'

function message(what: string): string {
  return `All that depends on ${what} is dropped with it, unnamed. Drop each dependent by its name, before it, and leave CASCADE out.`
}
