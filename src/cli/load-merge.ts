import type { Command } from 'commander'
import { loadMerge } from '../commands/load-merge.ts'
import { loadOutcome } from '../commands/load-outcome.ts'
import { append } from './arguments.ts'
import { addLoadReportFlags, type LoadReportFlags, withReports } from './load-reports.ts'
import type { Run } from './run.ts'

interface Flags extends LoadReportFlags {
  readonly gate?: readonly string[]
  readonly gates?: string
}

export function addLoadMerge(load: Command, run: Run): void {
  const command = load
    .command('merge')
    // The flags of `load` are not its.
    .configureHelp({ showGlobalOptions: false })
    .summary('the reports of several runs of one load -> one verdict')
    .description('Merges the reports of runs that were one load, such as its segments, and judges them as load does.')
    .argument('<file...>', 'reports that load has written with -o or --json')
    .option(
      '--gate <expression>',
      "'p99<200', 'success>99.5%'; may be said again; without any, those of the runs",
      append,
    )
    .option('--gates <set>', 'production: p99<200, success>99.5%, duration>=60s; or a file of gates by endpoint')
  addLoadReportFlags(command)
    .addHelpText('after', "\nExample:\n  backwright load merge run-1.json run-2.json run-3.json --gate 'p99<200'")
    .action((files: readonly string[], flags: Flags) =>
      run(async (world) => {
        const production = flags.gates === 'production'
        const gatesFile = production ? undefined : flags.gates
        const options = { files, gates: flags.gate ?? [], production, gatesFile }
        return loadOutcome(await withReports(flags, world.files, () => loadMerge(options, world)))
      }),
    )
}
