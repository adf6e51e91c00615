import type { PlannedFile, WritePlan } from './plan.ts'

/** A file that stands where it was while what it was written for is in another. */
export interface Displaced {
  readonly file: PlannedFile
  /** The path of the other. */
  readonly now: string
}

export function displaced({ files }: WritePlan): readonly Displaced[] {
  const places = new Map(files.flatMap(({ about, path }) => (about === undefined ? [] : [[about, path] as const])))
  return files.flatMap((file) => {
    const now = file.wasAbout === undefined ? undefined : places.get(file.wasAbout)
    return now === undefined || now === file.path ? [] : [{ file, now }]
  })
}
