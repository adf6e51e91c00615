import { z } from 'zod'
import type { ActionEvent, GitHub } from '../src/action-host.ts'

const sha = z.string().regex(/^[0-9a-f]{40,64}$/)

/** The parts of GitHub's events that are used; each event has some of them. */
const payloadSchema = z.object({
  pull_request: z
    .object({ number: z.number().int(), base: z.object({ sha }), head: z.object({ sha }) })
    .optional()
    .catch(undefined),
  workflow_run: z
    .object({
      head_sha: sha,
      head_branch: z.string(),
      head_repository: z.object({ owner: z.object({ login: z.string() }) }),
    })
    .optional()
    .catch(undefined),
  merge_group: z.object({ base_sha: sha }).optional().catch(undefined),
  before: sha.optional().catch(undefined),
})

/** Where a comment goes, and the commit that it is about. */
export interface Target {
  readonly number: number
  readonly headSha: string
}

/** The commit that the event's own is to be compared with: the target of a pull request or merge group, or what was there before a push. */
export function baseOf({ payload }: ActionEvent): string | undefined {
  const { pull_request, merge_group, before } = payloadSchema.parse(payload)
  const previous = before !== undefined && !/^0+$/.test(before) ? before : undefined
  return pull_request?.base.sha ?? merge_group?.base_sha ?? previous
}

/** The commit that the event is about: of a pull request its own last, not the merge that is checked out. */
export function headOf({ payload, sha }: ActionEvent): string {
  return payloadSchema.parse(payload).pull_request?.head.sha ?? sha
}

/**
 * The pull request of the event. That of another workflow's run is asked for: the event does not say it for forks, and a report that
 * the run has left behind cannot be trusted to. A pull request that has moved on since is none.
 */
export async function targetOf({ payload }: ActionEvent, github: GitHub): Promise<Target | undefined> {
  const { pull_request, workflow_run } = payloadSchema.parse(payload)
  if (pull_request) return { number: pull_request.number, headSha: pull_request.head.sha }
  if (!workflow_run) return undefined
  const { head_sha: headSha, head_branch: branch, head_repository } = workflow_run
  const open = await github.pullRequests({ owner: head_repository.owner.login, branch })
  const current = open.find((pull) => pull.headSha === headSha)
  return current && { number: current.number, headSha }
}

/** Whether the event can belong to a pull request at all. */
export function mayHaveTarget({ payload }: ActionEvent): boolean {
  const { pull_request, workflow_run } = payloadSchema.parse(payload)
  return pull_request !== undefined || workflow_run !== undefined
}
