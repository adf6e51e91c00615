import { createTwoFilesPatch } from 'diff'
import { changesDisk, namedFiles, type WritePlan } from './plan.ts'

/** What a plan would change, as a unified diff; empty when nothing would change. */
export function diffText(plan: WritePlan): string {
  const { folder } = plan
  return namedFiles(plan)
    .filter(changesDisk)
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
