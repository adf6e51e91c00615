import type { Service } from '../../src/ports/services.ts'
import { measureBesideBase } from './base.ts'
import type { Inputs } from './inputs.ts'
import { type Measured, measure } from './measure.ts'
import type { Prepared } from './prepare.ts'
import { awaited, ready } from './ready.ts'
import { beside, type Outside } from './service.ts'

/** Measures what is prepared, beside the service where there is one to start. UserErrors: those of a load, `tool-failed`, `unreachable-host`. */
export async function run(prepared: Prepared, inputs: Inputs, outside: Outside): Promise<Measured> {
  const { subject, pair } = prepared
  const { start: command, 'wait-timeout': timeoutMs } = inputs
  const measured = async (service?: Service): Promise<Measured> => {
    // Before the measurement, because k6 may have to be built first.
    await outside.world.k6.install(outside.world.log)
    await ready(awaited(subject, inputs), { timeoutMs, service }, outside.world)
    if (pair) return measureBesideBase(pair, inputs, outside)
    return { results: await measure(subject, inputs, outside.world) }
  }
  if (command === '') return measured()
  // Both services are told where to listen, so that the command says it for neither.
  const variables = pair ? { PORT: pair.port } : {}
  return beside({ command, name: 'the service', variables }, measured, outside)
}
