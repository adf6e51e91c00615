// Load-tests the running server, where k6 is at hand or can be made.
import { backwright, say, show } from './story.mjs'

export async function loadTest({ url, expectStatus }) {
  const install = backwright(['k6', 'install'], { expected: [0, 2] })
  if (install.status !== 0) {
    show(install.stderr)
    say('Without k6 there is no load test; the rest goes on.')
    return
  }
  const gates = ['--gate', 'p95<200', '--gate', 'success>99%', '--gate', 'duration>=8s']
  const status = expectStatus === undefined ? [] : ['--expect-status', String(expectStatus)]
  if (status.length > 0) say(`No handler is written, so ${expectStatus} is the answer to expect.`)
  show(backwright(['load', url, '-c', '5', '-d', '8', ...gates, ...status], { expected: [0, 1, 4, 5] }).stdout, 50)
}
