import type { NodePlopAPI } from 'node-plop'
import { nodeWorld } from '../src/adapters/node-world.ts'
import { generators } from './all.ts'
import { plopGenerator } from './plop.ts'

/** Where stock plop starts: `plop --plopfile node_modules/backwright/dist/generators/plopfile.js`. Plop wants a default export. */
export default function plopfile(plop: NodePlopAPI): void {
  const canAsk = process.stdin.isTTY === true
  for (const generator of generators) plop.setGenerator(generator.name, plopGenerator(generator, canAsk, nodeWorld()))
}
