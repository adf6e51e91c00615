import { chooseTier } from '../../src/adapters/pglite/tiers.ts'

// The processes of the tests see hundreds of schemas each: there, what V8 spends on optimizing PGlite's WebAssembly comes back.
chooseTier(Number.POSITIVE_INFINITY)
