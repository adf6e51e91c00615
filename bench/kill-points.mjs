// Kills `db migrate` and `db rollback` at many points (100, or as many as are asked for) against a server of this machine, and
// compares what the next run makes of it with a run that nobody disturbed: node bench/kill-points.mjs [points]
import { spawnSync } from 'node:child_process'

const [points = '100'] = process.argv.slice(2)
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', 'test/migration/runner/kill-points.test.ts', '--disable-console-intercept'],
  {
    env: { ...process.env, KILL_POINTS: points },
    stdio: 'inherit',
  },
)
process.exitCode = status ?? 1
