import { connect } from 'node:net'

/** Sends the same request over and over on some connections, for so many milliseconds. → how many were answered in that time. All answers must be of this status. */
export async function saturate(port, text, status, { connections, milliseconds }) {
  const request = Buffer.from(text)
  const end = performance.now() + milliseconds
  const counts = await Promise.all(Array.from({ length: connections }, () => converse(port, request, status, end)))
  return counts.reduce((sum, count) => sum + count, 0)
}

function converse(port, request, status, end) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answered = 0
    let text = ''
    socket.setNoDelay(true)
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const length = lengthOf(text)
      if (length === undefined || text.length < length) return
      if (!text.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(text))
      text = ''
      if (performance.now() >= end) return resolve(answered) ?? socket.destroy()
      answered++
      socket.write(request)
    })
    socket.write(request)
  })
}

/** Of a whole answer: its head, and its body by content-length. */
function lengthOf(text) {
  const head = text.indexOf('\r\n\r\n')
  if (head < 0) return undefined
  return head + 4 + Number(/content-length: (\d+)/i.exec(text.slice(0, head))?.[1])
}
