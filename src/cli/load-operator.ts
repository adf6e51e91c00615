import { type Command, InvalidArgumentError, Option } from 'commander'
import { UserError } from '../base/errors.ts'
import type { LoadOptions } from '../commands/load.ts'
import type { LoadOperatorOptions } from '../commands/load-operator.ts'
import { mostSegments } from '../load/segment.ts'
import { between } from './arguments.ts'
import type { LoadReportFlags } from './load-reports.ts'

/** Where a load runs, when it is not here. */
export interface OnFlags extends LoadReportFlags {
  readonly on?: 'k6-operator'
  readonly runners?: number
  readonly headersFrom?: string
  readonly apply?: boolean
}

export function addOnFlags(command: Command): Command {
  return command
    .addOption(new Option('--on <where>', 'write it for Kubernetes, into the folder of -o').choices(['k6-operator']))
    .option('--runners <number>', 'with --on: how many share the load (default: 2)', between(1, mostSegments))
    .option(
      '--headers-from <secret>',
      'with --on: the Secret whose key headers has them, as a JSON object',
      kubernetesName,
    )
    .option('--apply', 'with --on: have kubectl apply what is written')
}

/** UserError `bad-option` when flags of the one way are mixed with those of the other. */
export function operatorOptions(load: LoadOptions, flags: OnFlags): LoadOperatorOptions | undefined {
  const { on, runners, name, headersFrom, apply, output, markdown, html, junit, force } = flags
  if (on === undefined) {
    if ([runners, headersFrom, apply].every((flag) => flag === undefined)) return undefined
    throw mistake('--runners, --headers-from and --apply are for a load that runs elsewhere. Add --on k6-operator.')
  }
  if (output === undefined) throw mistake('--on k6-operator writes manifests into a folder. Name it with -o.')
  if ([markdown, html, junit].some((file) => file !== undefined)) {
    throw mistake(
      'Reports are made when the runs are merged. Give --markdown, --html and --junit to backwright load merge.',
    )
  }
  if (name !== undefined && !isKubernetesName(name)) {
    throw mistake(`With --on, --name is that of a TestRun. ${kubernetesRule}`)
  }
  const given = { runners: runners ?? 2, name: name ?? 'backwright-load', apply: apply === true }
  return { load, headersFrom, output, overwrite: force === true, ...given }
}

const kubernetesRule = 'It must be at most 52 small letters, digits and hyphens, such as load-of-users.'

function isKubernetesName(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/.test(text)
}

function kubernetesName(text: string): string {
  if (isKubernetesName(text)) return text
  throw new InvalidArgumentError(kubernetesRule)
}

function mistake(message: string): UserError {
  return new UserError('bad-option', message)
}
