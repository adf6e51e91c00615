import { connect } from 'node:net'

/**
 * Sends the same request over and over on some connections, for so many milliseconds. → how many were answered in that time. All answers must have this
 * status, and be as long as the first: to read more of them would take longer than the server takes to answer.
 */
export async function saturate(port, text, status, { connections, milliseconds }) {
  const request = Buffer.from(text)
  const end = performance.now() + milliseconds
  const counts = await Promise.all(Array.from({ length: connections }, () => converse(port, request, status, end)))
  return counts.reduce((sum, count) => sum + count, 0)
}

function converse(port, request, status, end) {
  const start = Buffer.from(`HTTP/1.1 ${status} `)
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let answered = 0
    let received = 0
    let length
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      if (received === 0 && start.compare(chunk, 0, start.length) !== 0) return reject(new Error(String(chunk)))
      length ??= lengthOf(chunk.toString('latin1'))
      received += chunk.length
      if (received < length) return
      received = 0
      answered++
      if (performance.now() < end) return socket.write(request)
      socket.destroy()
      resolve(answered)
    })
    socket.write(request)
  })
}

/** Of a whole answer: its head, which comes in one piece here, and its body by content-length. */
function lengthOf(text) {
  return text.indexOf('\r\n\r\n') + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1])
}
