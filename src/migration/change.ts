import { z } from 'zod'
import { byCodePoint } from '../base/text.ts'

const detailSchema = z.object({
  /** `type`, `default`, `definition`, … */
  what: z.string(),
  from: z.string().optional(),
  to: z.string().optional(),
})

/** One object that differs. What goes or comes with another, such as the columns of a table, is told there by how many there are. */
export const changeSchema = z.object({
  action: z.enum(['add', 'drop', 'change', 'rename']),
  /** `column public.orders.total`. */
  object: z.string(),
  kind: z.string(),
  /** `public.orders`, of what is a table or belongs to one. */
  table: z.string().optional(),
  /** Of a rename, as `object`. */
  to: z.string().optional(),
  /** What of it changes. */
  details: z.array(detailSchema),
  /** What comes or goes with it: `3 columns`. */
  parts: z.array(z.object({ kind: z.string(), count: z.number().int().positive() })),
})
export type Change = z.infer<typeof changeSchema>

const names: Readonly<Record<string, string>> = { def: 'definition', expr: 'expression', notNull: 'not null' }

/** `rowSecurity` -> row security. */
export function words(attribute: string): string {
  return names[attribute] ?? attribute.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** A value of the catalog as text. */
export function said(side: 'from' | 'to', value: unknown): Partial<Record<'from' | 'to', string>> {
  if (value === null || value === undefined) return {}
  if (typeof value === 'boolean') return { [side]: value ? 'yes' : 'no' }
  return { [side]: typeof value === 'object' ? JSON.stringify(value) : String(value) }
}

/** Tables first, each with what belongs to it behind it. */
export function byTable(a: Change, b: Change): number {
  return byCodePoint(sortKey(a), sortKey(b))
}

function sortKey({ table, object, kind, action }: Change): string {
  return [table === undefined ? '2' : '1', table ?? '', kind === 'table' ? '0' : '1', object, action].join('\0')
}
