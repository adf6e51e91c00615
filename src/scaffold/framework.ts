import type { PathPart } from '../openapi/api.ts'

/** What a framework needs of its own; all else is the same for every one. Its `index.ts` is `templates/scaffold/<name>.ts.hbs`. */
export interface Framework {
  readonly name: string
  /** As its makers write it. */
  readonly title: string
  /** How an app takes the api. */
  readonly mount: string
  /** A path template in the syntax of the framework's router. */
  readonly path: (template: readonly PathPart[]) => string
  /** Package → range: what the output imports. */
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

/** What the output imports under every framework. */
export const commonDependencies = { zod: '^4.1.0' }
export const commonDevDependencies = { '@types/node': '>=20', typescript: '>=5.5' }
