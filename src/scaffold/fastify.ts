import type { PathPart } from '../openapi/api.ts'
import type { Framework } from './framework.ts'

export const fastify: Framework = {
  name: 'fastify',
  title: 'Fastify',
  mount: 'app.register(api())',
  path: findMyWay,
  dependencies: { fastify: '^5.0.0' },
  devDependencies: {},
}

/**
 * A template in the syntax of find-my-way, which matches the decoded path. A parameter's name ends at the next character that is no
 * word character; one with text after it needs a pattern, or it would take the text too.
 */
function findMyWay(template: readonly PathPart[]): string {
  return template
    .map((part, index) => {
      if (part.kind === 'text') return part.text.replaceAll(':', '::').replaceAll('*', ':star(^.)')
      // Two parameters side by side are one to the router; the runtime tells them apart.
      if (template[index - 1]?.kind === 'parameter') return ''
      const next = template.slice(index).find(({ kind }) => kind === 'text')
      const alone = next === undefined || (next.kind === 'text' && next.text.startsWith('/'))
      return `:${part.name.replace(/\W/g, '_')}${alone ? '' : '(^.+)'}`
    })
    .join('')
}
