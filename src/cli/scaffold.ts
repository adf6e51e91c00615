import { type Command, Option } from 'commander'
import { type Stubs, scaffold, stubKinds } from '../commands/scaffold.ts'
import { scaffoldOutcome } from '../commands/scaffold-outcome.ts'
import { frameworks } from '../scaffold/all.ts'
import { type Envelope, envelopes } from '../scaffold/envelope.ts'
import type { Run } from './run.ts'
import { addWriterFlags, type WriterFlags, writeMode } from './writer-flags.ts'

interface Flags extends WriterFlags {
  readonly framework: string
  readonly output: string
  readonly typesOnly?: boolean
  readonly tests?: boolean
  readonly allowRemote?: boolean
  readonly stubs: Stubs
  readonly envelope: Envelope
}

export function addScaffold(program: Command, run: Run): void {
  const command = program
    .command('scaffold')
    .summary('an OpenAPI document -> a typed, validating server')
    .description(
      'Generates a server from an OpenAPI document: types, Zod validators, routes, and one handler file per operation that is yours.',
    )
    .argument('<spec>', 'an OpenAPI 3.x or Swagger 2.0 document, YAML or JSON, or -')
    .addOption(
      new Option('-f, --framework <name>', 'the web framework')
        .choices(frameworks.map(({ name }) => name))
        .makeOptionMandatory(),
    )
    .requiredOption('-o, --output <folder>', 'the folder of the generated files')
    .option('--types-only', 'write types.ts alone')
    .option('--tests', 'write tests that hold the server to the document, for vitest')
    .addOption(
      new Option('--stubs <kind>', 'what a new handler answers: 501, or the example of the document')
        .choices(stubKinds)
        .default('none')
        .conflicts('typesOnly'),
    )
    .addOption(
      new Option('--envelope <kind>', 'what JSON bodies are in: as the document says, or always { data, meta }')
        .choices(envelopes)
        .default('spec'),
    )
    .option('--allow-remote', 'follow references to other hosts')
    .addHelpText('after', '\nExample:\n  backwright scaffold openapi.yaml -f express -o src/api')
    .action((spec: string, flags: Flags) =>
      run(async (world) => {
        const { typesOnly = false, allowRemote = false, check } = flags
        const write = writeMode(flags)
        const scaffolded = await scaffold({ ...flags, spec, typesOnly, allowRemote, write }, world)
        return scaffoldOutcome(scaffolded, { diff: write === 'plan', check })
      }),
    )
  addWriterFlags(command)
}
