import { createTwoFilesPatch } from 'diff'
import { changesDisk, type WritePlan } from './plan.ts'

/** What a plan would change, as a unified diff; empty when nothing would change. The manifest follows from the others, and is shown where it changes alone. */
export function diffText({ folder, files, manifest }: WritePlan): string {
  const changed = files.filter(changesDisk)
  return (changed.length > 0 ? changed : [manifest].filter(changesDisk))
    .map(({ path, text = '', before = '', action }) =>
      createTwoFilesPatch(
        action === 'created' ? '/dev/null' : `a/${folder}/${path}`,
        `b/${folder}/${path}`,
        before,
        text,
        '',
        '',
        { headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } },
      ),
    )
    .join('')
}
