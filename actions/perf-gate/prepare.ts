import { UserError } from '../../src/base/errors.ts'
import { maskSecrets } from '../../src/base/text.ts'
import { parseGatesFile } from '../../src/commands/load-gates.ts'
import { loadApi } from '../../src/openapi/load.ts'
import type { World } from '../../src/ports.ts'
import type { Inputs } from './inputs.ts'
import { type Document, type Subject, subjectOf } from './subject.ts'

/** Inputs → what is loaded, once all that can be known to be wrong beforehand is known to be right: a service may take minutes to start. */
export async function prepare(inputs: Inputs, world: World): Promise<Subject> {
  const subject = subjectOf(inputs)
  const { gatesFile } = inputs.gates
  if (gatesFile !== undefined) parseGatesFile(await world.files.read(gatesFile), gatesFile)
  if (subject.kind === 'script') await world.files.read(subject.script)
  return subject.kind === 'document' ? placed(subject, world) : subject
}

const here = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/

/** Whether an address is one of this machine. */
export function isHere(url: string): boolean {
  return here.test(new URL(url).hostname)
}

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
  const says = server === undefined ? '' : ` The document says ${maskSecrets(server)}: set it, if that is what you mean.`
  throw new UserError('bad-input', `The input url is missing: it says where the service of ${document} is.${says}`)
}
