import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { run, start } from './run.mjs'

const note = '00000000-0000-4000-8000-000000000000'

/** A wrong environment is told at once, and nothing starts. */
export async function checkEnvironment(folder) {
  const env = { ...process.env, PORT: 'eighty', CORS_ORIGINS: 'a.example', LOG_LEVEL: 'loud' }
  const failed = await run('npm', ['start'], { cwd: folder, env }).then(() => undefined, String)
  assert.match(
    `${failed}`,
    /ended with 1:[\s\S]*The environment is wrong:\n {2}PORT: .*\n {2}LOG_LEVEL: .*\n {2}CORS_ORIGINS: /,
  )
  const taken = await start(folder)
  const again = await run('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: new URL(taken.url).port },
  }).then(() => undefined, String)
  assert.match(`${again}`, /EADDRINUSE/)
  taken.signal('SIGTERM')
  assert.equal(await taken.ended, 0, taken.output())
}

/** SIGTERM lets a slow request finish; one that is too slow is cut, and the exit code says so. */
export async function checkShutdown(folder) {
  const service = await start(folder, { SHUTDOWN_DELAY_SECONDS: '1' })
  const slow = fetch(`${service.url}/notes/${note}`)
  await sleep(200)
  service.signal('SIGTERM')
  await sleep(300)
  assert.equal((await fetch(`${service.url}/readyz`)).status, 503)
  assert.equal((await slow).status, 200)
  assert.equal(await service.ended, 0, service.output())
  const hasty = await start(folder, { SHUTDOWN_TIMEOUT_SECONDS: '0' })
  const cut = fetch(`${hasty.url}/notes/${note}`).then(
    () => 'answered',
    () => 'cut',
  )
  await sleep(200)
  hasty.signal('SIGTERM')
  assert.deepEqual([await cut, await hasty.ended], ['cut', 1])
  const patient = await start(folder)
  const last = fetch(`${patient.url}/notes/${note}`)
  await sleep(200)
  patient.signal('SIGTERM')
  await sleep(200)
  await assert.rejects(fetch(`${patient.url}/livez`))
  assert.deepEqual(
    [(await last).status, (await last).headers.get('connection'), await patient.ended],
    [200, 'close', 0],
  )
}
