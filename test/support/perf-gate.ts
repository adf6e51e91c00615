import assert from 'node:assert/strict'
import { bareAction } from './bundled-action.ts'
import { github } from './github/double.ts'
import { isFree } from './port.ts'
import { type ActionRunOptions, runBundledAction } from './run-action.ts'
import { temporaryFolder } from './temporary-folder.ts'

export const push = { name: 'push', payload: {} }

/** Inputs, the port that the service listens on, and whatever differs from a push to a repository with nothing in it. */
export type GateRun = Pick<ActionRunOptions, 'with'> & { readonly port: number } & Partial<
    Pick<ActionRunOptions, 'workspace' | 'event' | 'env' | 'onLog'>
  >

/** Runs the bundle of perf-gate as the runner does, and looks that its service is gone afterwards. */
export async function runPerfGate({ port, ...given }: GateRun) {
  const double = await github()
  const result = await runBundledAction({
    action: bareAction('perf-gate'),
    workspace: temporaryFolder(),
    temporary: temporaryFolder(),
    event: push,
    repository: 'octo/shop',
    apiUrl: double.url,
    token: 'ghs_x',
    ...given,
  })
  assert.ok(await isFree(port), 'the service is gone')
  assert.deepEqual(double.violations, [])
  return { ...result, double }
}

/** A service that answers on PORT, by a function of the request's path. */
export function serverScript(body: string): string {
  return `import { createServer } from 'node:http'
createServer((request, response) => { ${body} }).listen(process.env.PORT, '127.0.0.1')
`
}
