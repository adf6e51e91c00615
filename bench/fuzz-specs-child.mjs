// Runs command lines in one process for bench/fuzz-specs.mjs.
import { nodeWorld } from '../dist/src/adapters/node-world.js'
import { main } from '../dist/src/cli/main.js'

process.on('message', async ({ argv, folder }) => {
  process.chdir(folder)
  const [out, err] = [[], []]
  const terminal = {
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    interactive: { out: false, err: false },
    colour: false,
  }
  const world = { ...nodeWorld(), input: async () => '' }
  const started = performance.now()
  const code = await main(argv, { version: '0.0.0', world, terminal })
  process.send({
    code,
    stdout: out.join(''),
    stderr: err.join(''),
    ms: Math.round(performance.now() - started),
    rssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    problems: 'polluted' in {} || Object.keys(Object.prototype).length > 0 ? ['a prototype was changed'] : [],
  })
})
