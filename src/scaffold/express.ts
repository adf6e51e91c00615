import type { Framework } from './framework.ts'
import { pathToRegexp } from './path-to-regexp.ts'

export const express: Framework = {
  name: 'express',
  title: 'Express',
  mount: 'app.use(api())',
  path: pathToRegexp,
  dependencies: { express: '^5.1.0' },
  devDependencies: { '@types/express': '^5.0.0' },
}
