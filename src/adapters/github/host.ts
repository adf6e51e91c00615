import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import * as core from '@actions/core'
import { context } from '@actions/github'
import type { ActionEvent, ActionHost, Annotation } from '../../action-host.ts'
import type { ExitCode } from '../../base/exit-code.ts'
import { restGitHub } from './client.ts'

/** The runner of GitHub Actions: inputs and outputs as it gives and takes them, commands escaped by its own toolkit. */
export function actionsHost(): ActionHost {
  return {
    event: event(),
    temporaryFolder: process.env.RUNNER_TEMP || tmpdir(),
    input: (name) => core.getInput(name),
    output: (name, value) => core.setOutput(name, value),
    summary,
    annotate,
    info: (message) => core.info(message),
    quote,
    fail,
    github(token) {
      core.setSecret(token)
      return restGitHub(token, { ...context.repo, apiUrl: context.apiUrl })
    },
  }
}

function event(): ActionEvent {
  const { owner, repo } = context.repo
  const { serverUrl, runId, eventName, payload, sha } = context
  return {
    name: eventName,
    payload,
    repository: { owner, name: repo },
    sha,
    runUrl: `${serverUrl}/${owner}/${repo}/actions/runs/${runId}`,
    docsUrl: docsUrl(serverUrl),
  }
}

/** The runner says where an action comes from, except when it is a folder of the workflow's own repository. */
function docsUrl(server: string): string | undefined {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = process.env
  return repository && ref ? `${server}/${repository}/blob/${ref}` : undefined
}

async function summary(markdown: string): Promise<void> {
  // Older servers of other makes have no summaries.
  if (process.env.GITHUB_STEP_SUMMARY) await core.summary.addRaw(markdown, true).write()
}

const levels = { error: core.error, warning: core.warning, notice: core.notice }

function annotate({ level, message, title, file, line }: Annotation): void {
  levels[level](message, { title, ...(file !== undefined && { file }), ...(line !== undefined && { startLine: line }) })
}

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions#stopping-and-starting-workflow-commands */
function quote(title: string, text: string): void {
  const token = randomUUID()
  core.startGroup(title)
  core.info(`::stop-commands::${token}\n${text.trimEnd()}\n::${token}::`)
  core.endGroup()
}

function fail(message: string, exitCode: ExitCode): void {
  core.error(message)
  process.exitCode = exitCode
}
