import { setFlagsFromString } from 'node:v8'

/**
 * Up to here, what V8 spends on optimizing PGlite's WebAssembly does not come back: measured on two processors, a comparison of 50 tables
 * takes a quarter less time without, one of 500 tables a fifth more.
 */
const fewStatements = 1200

let decided = false

/** For the first database of the process, before its WebAssembly is compiled: V8 is told once, as it should be. */
export function chooseTier(statements: number): void {
  if (decided) return
  decided = true
  if (statements > fewStatements) return
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
}
