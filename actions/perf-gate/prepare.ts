import { UserError } from '../../src/base/errors.ts'
import { maskSecrets } from '../../src/base/text.ts'
import { readSaved, refuseGates } from '../../src/commands/load.ts'
import { parseGatesFile } from '../../src/commands/load-gates-file.ts'
import { parseGate } from '../../src/load/gate.ts'
import { loadApi } from '../../src/openapi/load.ts'
import type { World } from '../../src/ports/world.ts'
import { baseCommit } from '../base-commit.ts'
import { isHere } from './compare.ts'
import { readHistory } from './history.ts'
import type { Inputs } from './inputs.ts'
import type { Outside } from './service.ts'
import { type Addresses, type Document, type Subject, subjectOf } from './subject.ts'

export interface Prepared {
  readonly subject: Subject
  /** Where the service of another commit is loaded in turns with the one that runs. */
  readonly pair?: Pair
}

export interface Pair {
  readonly subject: Addresses
  /** In the addresses. */
  readonly port: string
  readonly commit: string
}

/** Inputs → what is to be done, once all that can be known to be wrong beforehand is known to be right: a service may take minutes to start. */
export async function prepare(inputs: Inputs, outside: Outside): Promise<Prepared> {
  const { world } = outside
  const subject = subjectOf(inputs)
  const { history } = inputs
  const { gatesFile } = inputs.gates
  if (gatesFile !== undefined) parseGatesFile(await world.files.read(gatesFile), gatesFile)
  if (history !== '') await readHistory(history, world)
  switch (subject.kind) {
    case 'script':
      await world.files.read(subject.script)
      return { subject }
    case 'document':
      return { subject: await placed(subject, world) }
    case 'addresses':
      return compared(subject, inputs, outside)
  }
}

async function compared(subject: Addresses, { gates }: Inputs, { host, world }: Outside): Promise<Prepared> {
  const { compare, urls } = subject
  if (compare?.kind === 'saved') {
    refuseGates(gates.gates.map(parseGate), { url: urls[0] ?? '', base: compare })
    await readSaved(compare.path, world)
  }
  if (compare?.kind !== 'commit') return { subject }
  return { subject, pair: { subject, port: compare.port, commit: await baseCommit({ advice }, host, world) } }
}

const advice =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions.
  "Use compare: base on pull requests alone, for example by compare: ${{ github.event_name == 'pull_request' && 'base' || '' }}."

/** A document that is served elsewhere is loaded there only when somebody says so: it may be the production service. */
async function placed(subject: Document, world: World): Promise<Document> {
  const { document } = subject
  const { servers } = await loadApi(document, world, { allowRemote: false })
  if (subject.url !== '') return subject
  const local = servers.find(isHere)
  if (local !== undefined) {
    world.log.info(`${document} says that its service is at ${maskSecrets(local)}.`)
    return { ...subject, url: local }
  }
  const [server] = servers
  const says =
    server === undefined ? '' : ` The document says ${maskSecrets(server)}: set it, if that is what you mean.`
  throw new UserError('bad-input', `The input url is missing: it says where the service of ${document} is.${says}`)
}
