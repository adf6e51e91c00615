// Writes the JSON Schema of every result into schemas/: npm run schemas.
import { mkdirSync, writeFileSync } from 'node:fs'
import { jsonSchemaText, results } from '../dist/src/commands/results.js'

mkdirSync('schemas', { recursive: true })
for (const name of Object.keys(results)) writeFileSync(`schemas/${name}.json`, jsonSchemaText(name))
