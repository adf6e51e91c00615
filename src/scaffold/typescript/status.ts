import type { Response } from '../../openapi/api.ts'

type Status = Response['status']

/** The statuses of IANA's registry that a server may answer with, by class. */
const registered: Readonly<Record<string, readonly number[]>> = {
  '1XX': [100, 101, 102, 103],
  '2XX': [200, 201, 202, 203, 204, 205, 206, 207, 208, 226],
  '3XX': [300, 301, 302, 303, 304, 305, 307, 308],
  '4XX': [
    400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424,
    425, 426, 428, 429, 431, 451,
  ],
  '5XX': [500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511],
}

/** The literal statuses of a response: of a class or of `default`, those that no other response claims. */
export function statusText(status: Status, all: readonly { readonly status: Status }[]): string {
  if (typeof status === 'number') return String(status)
  const claimed = all.map((response) => response.status).filter((other) => other !== status && other !== 'default')
  const mine = claimed.filter((other) => status === 'default' || String(other)[0] === status[0])
  const whole = status === 'default' ? 'AnyStatus' : `Status${status}`
  const others = mine.map((other) => (typeof other === 'number' ? String(other) : `Status${other}`))
  return others.length > 0 ? `Exclude<${whole}, ${others.join(' | ')}>` : whole
}

/** The declarations of those that a text uses. */
export function statusDeclarations(text: string): string {
  const any = /\bAnyStatus\b/.test(text)
  const classes = Object.keys(registered).filter((name) => any || new RegExp(`\\bStatus${name}\\b`).test(text))
  const lines = classes.map((name) => declaration(`Status${name}`, registered[name] ?? []))
  if (any)
    lines.push(
      `type AnyStatus = ${Object.keys(registered)
        .map((name) => `Status${name}`)
        .join(' | ')}`,
    )
  return lines.join('\n')
}

function declaration(name: string, statuses: readonly number[]): string {
  const rows = Array.from({ length: Math.ceil(statuses.length / 15) }, (_, row) =>
    statuses.slice(row * 15, row * 15 + 15),
  )
  if (rows.length === 1) return `type ${name} = ${statuses.join(' | ')}`
  return `type ${name} =\n${rows.map((row) => `  | ${row.join(' | ')}`).join('\n')}`
}
