import { createHash, timingSafeEqual } from 'node:crypto'
import type { AuthRequest } from './api/index.js'

export interface Caller {
  name: string
}

/**
 * Who calls: the owner of a token of API_TOKENS (`name:token`), presented as any of the API's schemes. Without tokens nobody gets in.
 * It knows no scopes and no expiry. For an identity provider's tokens, verify them here, with jose for instance.
 */
export function authenticator(tokens: string[]) {
  const callers = tokens.map((entry) => {
    const [name = '', ...token] = entry.split(':')
    return { name, digest: digest(token.join(':')) }
  })
  const callerOf = (token: string | undefined): Caller | undefined => {
    if (token === undefined) return undefined
    // Digests are of one length, and comparing them takes the same time wherever they differ.
    const sent = digest(token)
    const caller = callers.find(({ digest }) => timingSafeEqual(digest, sent))
    return caller && { name: caller.name }
  }
  return ({ security, credentials }: AuthRequest): Caller | undefined => {
    for (const requirement of security) {
      const schemes = Object.keys(requirement)
      const found = schemes.map((scheme) => callerOf(credentials[scheme]))
      const [first] = found
      // All schemes of one requirement have to be fulfilled, and by one caller.
      if (first && found.every((caller) => caller?.name === first.name)) return first
    }
    return undefined
  }
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
