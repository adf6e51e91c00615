import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { UserError } from '../../src/base/errors.ts'
import { memoryNote } from '../../src/load/memory.ts'
import type { LoadPlan } from '../../src/load/plan.ts'
import { type ShapeOptions, shape } from '../../src/load/shape.ts'

const planOf = (options: ShapeOptions, segment?: LoadPlan['segment']): LoadPlan => ({
  schemaVersion: 1,
  arms: [],
  seed: 1,
  blocks: 0,
  shape: shape(options, 30_000),
  segment,
  warmupMs: 0,
  timeoutMs: 30_000,
  verifyTls: true,
  reuse: true,
  expected: { min: 200, max: 399 },
})
const hour = 3_600_000
const third = { index: 1, of: 3 }

describe('before a run, its memory', () => {
  test.each<readonly [string, LoadPlan, number, RegExp | undefined]>([
    ['a short one takes little', planOf({ rate: 100 }), 1e9, undefined],
    [
      'an hour is told',
      planOf({ rate: 1000, durationMs: hour }),
      4e9,
      /^k6 will take some 1.4 GB of memory, of 4.0 GB/,
    ],
    [
      'and refused',
      planOf({ rate: 1000, durationMs: hour }),
      1e9,
      /1,000 virtual users and 3,600,000 requests would take/,
    ],
    ['a third of it fits', planOf({ rate: 1000, durationMs: hour }, third), 1e9, /^k6 will take some 0.5 GB/],
    [
      'many iterations',
      planOf({ iterations: 10_000_000 }),
      1e9,
      /10 virtual users and 10,000,000 requests would take k6 some 2.6 GB/,
    ],
    ['many users', planOf({ concurrency: 5000 }), 1e9, /5,000 virtual users would take k6 some 2.1 GB .* fewer users/],
    ['users for half a minute', planOf({ concurrency: 50 }), 1e9, undefined],
    [
      'users for an hour',
      planOf({ concurrency: 50, durationMs: hour }),
      1e9,
      /: 1,011 requests a second fit into the 1.0 GB/,
    ],
  ])('%s', (_, plan, freeBytes, expected) => {
    const said = () => {
      try {
        return memoryNote(plan, freeBytes)
      } catch (error) {
        assert.ok(error instanceof UserError && error.code === 'no-memory')
        return error.message
      }
    }
    if (expected) assert.match(said() ?? '', expected)
    else assert.equal(said(), undefined)
  })
})

test('this machine has some', () => {
  const free = nodeWorld().machine.freeMemory()
  assert.ok(free > 1e6 && free < 1e14, String(free))
})
