import { maskSecrets } from '../../base/text.ts'
import type { Statement } from '../../schema/statements.ts'

/** The text of a statement as it may be shown: a password in it stays with who wrote it. */
export function shown({ sql, tree }: Statement): string {
  return secretsOf(tree).reduce((text, secret) => text.replaceAll(quotedAs(secret), "'***'"), maskSecrets(sql))
}

/** As SQL writes it, with doubled quotes, inside its quotes of whatever kind. */
function quotedAs(secret: string): RegExp {
  const inner = secret.replaceAll("'", "''").replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const raw = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`'${inner}'|\\$(\\w*)\\$${raw}\\$\\1\\$`, 'g')
}

/** What options like `PASSWORD 'x'` of roles, user mappings and servers hold. */
function secretsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(secretsOf)
  if (node === null || typeof node !== 'object') return []
  const { defname, arg } = node as { defname?: unknown; arg?: { String?: { sval?: string } } }
  const own = typeof defname === 'string' && /password|secret|token|key$/i.test(defname) ? arg?.String?.sval : undefined
  return [...(own ? [own] : []), ...Object.values(node).flatMap(secretsOf)]
}
