// A service whose latencies are known: node bench/judge-live-target.mjs SEED [TIMES] prints its port. They are lognormal with a median of 14 ms and 95 % below
// 25 ms, all of them multiplied by TIMES. It waits and does not compute, so that many of them fit onto one machine.
import { createServer } from 'node:http'
import { randomFrom } from '../dist/src/base/random.js'

const [seed, times = '1'] = process.argv.slice(2)
const [medianMs, sigma] = [14, 0.35]
const random = randomFrom(seed)

const server = createServer((_, response) => {
  const ms = Number(times) * medianMs * Math.exp(sigma * normal())
  // Timers count whole milliseconds: rounded by chance, the latencies still have all values in between.
  setTimeout(() => response.end('{"id":1}'), Math.floor(ms + random()))
}).listen(0, '127.0.0.1', () => console.log(server.address().port))

/** Box and Muller. */
function normal() {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
