import type { Framework } from './framework.ts'
import { pathToRegexp } from './path-to-regexp.ts'

export const koa: Framework = {
  name: 'koa',
  title: 'Koa',
  mount: 'app.use(api())',
  path: pathToRegexp,
  dependencies: { koa: '^3.0.0', '@koa/router': '^15.0.0' },
  devDependencies: { '@types/koa': '^3.0.0' },
}
