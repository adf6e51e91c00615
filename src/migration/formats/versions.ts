import { UserError } from '../../base/errors.ts'
import type { Versions } from './format.ts'

export interface Numbering {
  /** The names in the folder. */
  readonly names: readonly string[]
  /** How many are needed. */
  readonly count: number
  readonly now: Date
  /** `YYYYMMDDHHMMSS`, which the user asks for. */
  readonly timestamp: string | undefined
}

export interface ChosenVersions {
  readonly versions: readonly string[]
  /** The newest version of the folder, when those that were asked for come before it. */
  readonly overtaken: string | undefined
}

/** A folder that counts its migrations has no more than this; anything longer is a date. */
const longestCount = 6

/** The versions of a pair: the time, or later than all that the folder has; where a folder counts, its next numbers. UserError `bad-option`. */
export function chooseVersions(versions: Versions, { names, count, now, timestamp }: Numbering): ChosenVersions {
  const newest = newestOf(names.flatMap((name) => versions.read(name) ?? []))
  if (timestamp !== undefined) {
    const chosen = stamps(versions.unit, momentOf(timestamp), count)
    const first = BigInt(chosen[0] ?? 0)
    return { versions: chosen, overtaken: newest !== undefined && BigInt(newest) > first ? newest : undefined }
  }
  if (versions.counted && newest !== undefined && newest.length <= longestCount) {
    return { versions: following(newest, count), overtaken: undefined }
  }
  const chosen = stamps(versions.unit, now.getTime(), count)
  if (newest === undefined || BigInt(newest) < BigInt(chosen[0] ?? 0)) return { versions: chosen, overtaken: undefined }
  const next = momentOrUndefined(newest, versions.unit)
  const later = next === undefined ? following(newest, count) : stamps(versions.unit, next + step[versions.unit], count)
  return { versions: later, overtaken: undefined }
}

const step = { seconds: 1000, milliseconds: 1 } as const

/** A version with points, such as 1.2, is before any date. */
function newestOf(versions: readonly string[]): string | undefined {
  return versions
    .filter((version) => /^\d+$/.test(version))
    .reduce<string | undefined>((a, b) => (a !== undefined && BigInt(a) >= BigInt(b) ? a : b), undefined)
}

function following(newest: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    String(BigInt(newest) + BigInt(index + 1)).padStart(newest.length, '0'),
  )
}

function stamps(unit: Versions['unit'], start: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const moment = start + index * step[unit]
    return unit === 'milliseconds' ? String(moment) : new Date(moment).toISOString().replace(/\D/g, '').slice(0, 14)
  })
}

function momentOf(timestamp: string): number {
  const moment = momentOrUndefined(timestamp, 'seconds')
  if (moment !== undefined) return moment
  throw new UserError(
    'bad-option',
    `--timestamp ${timestamp} is no moment. Write YYYYMMDDHHMMSS, such as 20260131120000.`,
  )
}

function momentOrUndefined(version: string, unit: Versions['unit']): number | undefined {
  if (unit === 'milliseconds' && version.length === 13) return Number(version)
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(version) ?? []
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(moment)) return undefined
  // Date.parse takes the 31st of February for the 3rd of March.
  return new Date(moment).toISOString().replace(/\D/g, '').startsWith(version) ? moment : undefined
}
