import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, which start first: the last to end decides how long all take. */
const slowest = [
  'migration/kinds',
  'migration/formats',
  'actions/schema-review',
  'migration/rows-check/check',
  'e2e/workflows',
  'migration/online/squawk',
  'migration/repairs',
  'commands/db-compare-text',
]

class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const found = slowest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return found === -1 ? slowest.length : found
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file may hold two PostgreSQL of some 400 MB, so there is a bound; one more than two processors, as tests wait for servers and timers.
    maxWorkers: 3,
    sequence: { sequencer: SlowestFirst },
    // Modules and PGlite's WebAssembly are loaded once in each process, not once for each file: tests leave everything as it was.
    isolate: false,
    setupFiles: ['test/support/tier.ts'],
  },
})
