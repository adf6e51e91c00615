import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Each file may hold a PostgreSQL of some 400 MB.
    maxWorkers: 2,
  },
})
