import { spawn } from 'node:child_process'
import { once } from 'node:events'

/** Runs a command to its end; what it printed is the error when it fails. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
  const output = collect(child)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output()}`)
  return output()
}

/** `npm start` in a project, until it listens. `ended` gives its exit code. */
export async function start(folder, env = {}) {
  const child = spawn('npm', ['start'], {
    cwd: folder,
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = collect(child)
  const ended = once(child, 'close').then(([code]) => code)
  const line = () => /^.*Listening on .*$/m.exec(output())?.[0]
  for (let waited = 0; line() === undefined; waited += 20) {
    if (child.exitCode !== null || waited > 20_000) throw new Error(`The service did not start:\n${output()}`)
    await new Promise((done) => setTimeout(done, 20))
  }
  const { pid, msg } = JSON.parse(line())
  // To the service itself: the shell that npm puts between does not pass signals on.
  return { url: msg.replace('Listening on ', ''), output, ended, signal: (name) => process.kill(pid, name) }
}

function collect(child) {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data))
  return () => text
}
