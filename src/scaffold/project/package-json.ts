/** Our own version, with which a project regenerates its API: another may generate other text. A test holds it to package.json. */
export const generatorVersion = '0.1.0'

interface Packages {
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

const common: Packages = {
  dependencies: { pino: '^10.4.0', zod: '^4.1.0' },
  devDependencies: {
    '@types/node': '^20.19.0',
    tsx: '^4.21.0',
    // The next majors need newer Node (vitest 5) or are other compilers (TypeScript 7).
    typescript: '^5.9.3',
    vitest: '^4.1.0',
  },
}

/** By the name of the framework. */
const own: Readonly<Record<string, Packages>> = {
  express: {
    dependencies: {
      cors: '^2.8.5',
      express: '^5.1.0',
      'express-rate-limit': '^8.7.0',
      helmet: '^8.1.0',
      'pino-http': '^11.0.0',
    },
    devDependencies: { '@types/cors': '^2.8.19', '@types/express': '^5.0.6' },
  },
  fastify: {
    dependencies: {
      '@fastify/cors': '^11.1.0',
      '@fastify/helmet': '^13.0.2',
      '@fastify/rate-limit': '^11.2.0',
      fastify: '^5.12.1',
    },
    devDependencies: {},
  },
  koa: {
    dependencies: {
      '@koa/cors': '^5.0.0',
      '@koa/router': '^15.0.0',
      koa: '^3.1.0',
      'koa-helmet': '^9.0.0',
      helmet: '^8.1.0',
      'pino-http': '^11.0.0',
      'proxy-addr': '^2.0.7',
      'rate-limiter-flexible': '^11.0.0',
    },
    devDependencies: { '@types/koa': '^3.0.3', '@types/koa__cors': '^5.0.1', '@types/proxy-addr': '^2.0.3' },
  },
}

export interface PackageOptions {
  readonly name: string
  readonly framework: string
  /** The API description, relative to the project. Its name needs no quotes in any shell. */
  readonly document: string
}

export function packageJson({ name, framework, document }: PackageOptions): string {
  const { dependencies, devDependencies } = packagesOf(framework)
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=20.19' },
    scripts: {
      dev: 'tsx watch src/main.ts',
      test: 'vitest run',
      typecheck: 'tsc',
      build: 'tsc -p tsconfig.build.json',
      start: 'node --enable-source-maps dist/main.js',
      api: `npx --yes backwright@${generatorVersion} scaffold ${document} -f ${framework} -o src/api`,
      'api:check': 'npm run api -- --check',
    },
    dependencies,
    devDependencies,
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

/** Sorted, as npm would sort them at the first change. */
function packagesOf(framework: string): Packages {
  const { dependencies = {}, devDependencies = {} } = own[framework] ?? {}
  return {
    dependencies: sorted({ ...common.dependencies, ...dependencies }),
    devDependencies: sorted({ ...common.devDependencies, ...devDependencies }),
  }
}

function sorted(packages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)))
}
