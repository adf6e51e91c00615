import { UserError } from '../base/errors.ts'
import { byCodePoint } from '../base/text.ts'
import type { Files } from '../ports/files.ts'
import { type Manifest, manifestName, parseManifest, printManifest } from './manifest.ts'

export type Owner = 'generated' | 'yours'

/** A rendered file. Ours are rewritten at every run; yours are written once and never touched again. */
export interface GeneratedFile {
  /** Relative to the output folder, with `/`. */
  readonly path: string
  readonly text: string
  readonly owner: Owner
  /** What a file of yours is for, whatever it is called: later runs see when another takes its place. */
  readonly about?: string
}

/** `orphaned` files are no longer rendered: yours stay and are named, ours are removed while nobody has edited them. */
export type FileAction = 'created' | 'updated' | 'unchanged' | 'kept' | 'orphaned'

export interface PlannedFile {
  readonly path: string
  readonly owner: Owner
  readonly action: FileAction
  /** What to write; absent when nothing is to be written. */
  readonly text?: string
  readonly before?: string
  readonly remove?: boolean
  readonly about?: string | undefined
  /** What it was for when it was written. */
  readonly wasAbout?: string | undefined
}

export interface WritePlan {
  readonly folder: string
  /** Without the manifest. */
  readonly files: readonly PlannedFile[]
  readonly manifest: PlannedFile
  /** Whether carrying it out would change anything on disk. */
  readonly dirty: boolean
}

export interface PlanOptions {
  /** Overwrite generated files that were edited by hand. */
  readonly force: boolean
}

/** Compares rendered files with the disk and with the folder's manifest. UserError `file-conflict` names all edited files. */
export async function planWrites(
  folder: string,
  generated: readonly GeneratedFile[],
  { force }: PlanOptions,
  files: Files,
): Promise<WritePlan> {
  const manifestText = await files.readIfThere(`${folder}/${manifestName}`)
  const manifest = parseManifest(manifestText, `${folder}/${manifestName}`)
  const planned: PlannedFile[] = []
  for (const file of [...generated].sort((a, b) => byCodePoint(a.path, b.path))) {
    const before = await files.readIfThere(`${folder}/${file.path}`)
    const wasAbout = before === undefined ? undefined : manifest[file.path]?.about
    planned.push({ ...decide(file, before), about: file.about, wasAbout })
  }
  if (!force) refuseConflicts(planned, manifest, folder, files)
  const orphans = await orphaned(folder, planned, manifest, files)
  const next = nextManifest([...planned, ...orphans], manifest, files)
  const manifestFile = planManifest(next, manifestText)
  const all = [...planned, ...orphans]
  return { folder, files: all, manifest: manifestFile, dirty: [...all, manifestFile].some(changesDisk) }
}

/** A folder in which all is yours needs no manifest: nothing in it is ever compared with what was generated. */
function planManifest(next: Manifest, before: string | undefined): PlannedFile {
  const needed = before !== undefined || Object.values(next).some(({ owner }) => owner === 'generated')
  if (!needed) return { path: manifestName, owner: 'generated', action: 'unchanged' }
  return decide({ path: manifestName, text: printManifest(next), owner: 'generated' }, before)
}

function decide({ path, text, owner }: GeneratedFile, before: string | undefined): PlannedFile {
  if (before === undefined) return { path, owner, action: 'created', text }
  if (owner === 'yours') return { path, owner, action: 'kept', before }
  if (withUnixLines(before) === withUnixLines(text)) return { path, owner, action: 'unchanged', before }
  return { path, owner, action: 'updated', text, before }
}

/** Git for Windows checks files out with CRLF, which is nobody's edit. */
function withUnixLines(text: string): string {
  return text.replaceAll('\r\n', '\n')
}

function fingerprint(text: string, files: Files): string {
  return files.sha256(withUnixLines(text))
}

function refuseConflicts(planned: readonly PlannedFile[], manifest: Manifest, folder: string, files: Files): void {
  const edited = planned.filter(
    ({ path, action, before }) => action === 'updated' && fingerprint(before ?? '', files) !== manifest[path]?.sha256,
  )
  if (edited.length === 0) return
  const names = edited.map(({ path }) => `${folder}/${path}`)
  const known = edited.some(({ path }) => manifest[path] !== undefined)
  throw new UserError('file-conflict', `Nothing was written, because ${conflict(names.join(', '), known)}`, {
    where: { file: names[0] ?? folder },
  })
}

/** Without an entry in the manifest, nobody knows whether a file was edited or is somebody else's. */
function conflict(names: string, known: boolean): string {
  return known
    ? `these generated files hold changes that were not generated: ${names}. Move the changes to a file of yours, or overwrite them with --force.`
    : `these files are in the way, and no ${manifestName} says that they were generated: ${names}. Restore it from version control, move the files, or overwrite them with --force.`
}

async function orphaned(
  folder: string,
  planned: readonly PlannedFile[],
  manifest: Manifest,
  files: Files,
): Promise<readonly PlannedFile[]> {
  const rendered = new Set(planned.map(({ path }) => path))
  const found: PlannedFile[] = []
  for (const [path, { owner, sha256, about }] of Object.entries(manifest).sort(([a], [b]) => byCodePoint(a, b))) {
    if (rendered.has(path)) continue
    const before = await files.readIfThere(`${folder}/${path}`)
    if (before === undefined) continue
    found.push({
      path,
      owner,
      action: 'orphaned',
      before,
      wasAbout: about,
      remove: owner === 'generated' && fingerprint(before, files) === sha256,
    })
  }
  return found
}

/** A kept file keeps the hash of what was first written, so that an untouched one can be told from an edited one. */
function nextManifest(planned: readonly PlannedFile[], manifest: Manifest, files: Files): Manifest {
  const entries = planned
    .filter(({ remove }) => !remove)
    .map(({ path, owner, action, text, before, about }) => {
      const old = manifest[path]
      const keep = old !== undefined && (action === 'kept' || action === 'orphaned')
      const entry = keep ? old : { owner, sha256: fingerprint(text ?? before ?? '', files) }
      return [path, about === undefined ? entry : { ...entry, about }] as const
    })
  return Object.fromEntries(entries)
}

/** All that a report names. The manifest follows from the others, and is named where it changes alone: a change without a file explains nothing. */
export function namedFiles({ files, manifest }: WritePlan): readonly PlannedFile[] {
  return changesDisk(manifest) && !files.some(changesDisk) ? [...files, manifest] : files
}

/** Whether carrying the plan out touches this file. */
export function changesDisk({ text, remove }: PlannedFile): boolean {
  return text !== undefined || remove === true
}

/** Writes and removes what the plans say, all or nothing, the manifests included. */
export async function carryOut(plans: readonly WritePlan[], files: Files): Promise<void> {
  const all = plans.flatMap(({ folder, files: planned, manifest }) =>
    [...planned, manifest].map((file) => ({ ...file, path: `${folder}/${file.path}` })),
  )
  await files.writeAll(
    all.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }])),
    all.filter(({ remove }) => remove).map(({ path }) => path),
  )
}
