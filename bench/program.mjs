import { spawnSync } from 'node:child_process'

const watch = `data:text/javascript,${encodeURIComponent(`process.on("exit", () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  console.error('spent=' + [maxRSS, userCPUTime + systemCPUTime])
})`)}`

/** A program of Node to its end: what it said, and what it took (seconds on the clock and of CPU, megabytes at its largest). */
export function run(words, cwd) {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd,
    // A program may start another one to do the work.
    env: { ...process.env, NODE_OPTIONS: `--import ${watch}` },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  const seconds = rounded((performance.now() - started) / 1000)
  const spent = [...stderr.matchAll(/spent=(\d+),(\d+)/g)]
  const megabytes = Math.round(Math.max(...spent.map(([, kilobytes]) => Number(kilobytes))) / 1024)
  const cpuSeconds = rounded(spent.reduce((sum, [, , microseconds]) => sum + Number(microseconds), 0) / 1e6)
  return { status, stdout, stderr, seconds, cpuSeconds, megabytes }
}

function rounded(seconds) {
  return Math.round(seconds * 10) / 10
}
