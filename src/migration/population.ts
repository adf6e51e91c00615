import type { Database } from '../ports/database.ts'
import { qualified } from '../schema/sql.ts'
import type { Delta, Step } from './delta.ts'
import type { Pair } from './pair.ts'

/** Materialized views that hold no rows yet, which the diff engine does not tell from the others, stay so or become so. */
export async function planPopulation({ up, down }: Pair, from: Database, to: Database): Promise<Pair> {
  const [before, after] = await Promise.all([readViews(from), readViews(to)])
  return { up: planned(up, before, after), down: planned(down, after, before) }
}

interface View {
  readonly schema: string
  readonly name: string
  readonly populated: boolean
}

type Views = ReadonlyMap<string, View>

async function readViews(database: Database): Promise<Views> {
  const rows = await database.query(`
    SELECT n.nspname AS schema, c.relname AS name, c.relispopulated AS populated
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'm' ORDER BY 1, 2`)
  const views = rows.map(({ schema, name, populated }) => ({
    schema: String(schema),
    name: String(name),
    populated: populated === true,
  }))
  return new Map(views.map((view) => [qualified(view.schema, view.name), view]))
}

function planned(delta: Delta, start: Views, end: Views): Delta {
  if ([...start.values(), ...end.values()].every(({ populated }) => populated)) return delta
  const made = new Set(delta.steps.filter(makesView).map(viewOf))
  const steps = delta.steps.map((step) =>
    makesView(step) && end.get(viewOf(step))?.populated === false
      ? { ...step, sql: `${step.sql}\nWITH NO DATA` }
      : step,
  )
  const turned = [...end].filter(([name, view]) => {
    const before = start.get(name)
    return before !== undefined && before.populated !== view.populated && !made.has(name)
  })
  return { ...delta, steps: [...steps, ...turned.map(([name, view]) => refresh(name, view))] }
}

function makesView({ verb, subject }: Step): boolean {
  return verb === 'create' && subject.kind === 'materializedView'
}

function viewOf({ subject: { schema = '', name } }: Step): string {
  return qualified(schema, name)
}

function refresh(view: string, { schema, name, populated }: View): Step {
  return {
    sql: `REFRESH MATERIALIZED VIEW ${view}${populated ? '' : ' WITH NO DATA'}`,
    verb: 'alter',
    subject: { kind: 'materializedView', schema, name },
    tables: [],
    transactional: true,
    boundary: { before: false, after: false },
    lock: 'accessExclusive',
    losesData: false,
  }
}
