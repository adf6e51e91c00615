// A service to try the performance gate on: GET /orders answers after DELAY_MS milliseconds.
import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

const port = Number(process.env.PORT ?? 3000)
const delayMs = Number(process.env.DELAY_MS ?? 5)

createServer(async (request, response) => {
  if (request.url !== '/orders') return response.writeHead(404).end()
  await sleep(delayMs)
  response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":1}]')
}).listen(port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${port}`))
