import { bundleAssets } from '../../src/adapters/assets.ts'
import { actionsHost } from '../../src/adapters/github/host.ts'
import { onInterruption } from '../../src/adapters/interruption.ts'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { runAction } from '../run-action.ts'
import { perfGate } from './main.ts'

onInterruption((exitCode) => process.exit(exitCode))
await runAction(perfGate, actionsHost(), nodeWorld(bundleAssets(import.meta.url)))
