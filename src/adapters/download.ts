import { UserError } from '../base/errors.ts'

const timeoutMs = 30_000
const mostBytes = 50_000_000

/** The text at a URL: 30 seconds and 50 MB at most. */
export async function download(url: string): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) })
    if (!response.ok) throw new Error(`it answers ${response.status}`)
    return await limitedText(response)
  } catch (error) {
    const why = (error as Error).message
    throw new UserError('unreachable-host', `Cannot read ${url}: ${why}. Check the address.`, { cause: error })
  }
}

async function limitedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > mostBytes) throw new Error(`it is larger than ${mostBytes / 1_000_000} MB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
