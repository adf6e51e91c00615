import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import type { Json } from '../../src/openapi/schema.ts'
import { frameworks } from '../../src/scaffold/all.ts'
import { caseDocument, caseName } from '../support/case-document.ts'
import { call, type Scaffolded, scaffoldUnchecked } from '../support/scaffolded-server.ts'
import { cases30, cases31, type SchemaCase } from '../support/schema-cases.ts'

type Cases = Readonly<Record<string, SchemaCase>>

/** Each case's schema is the body of an operation, `POST /<number of the case>`. */
function withBodies(version: string, cases: Cases): string {
  const paths = Object.keys(cases).map((_, index) => {
    const content = { 'application/json': { schema: { $ref: `#/components/schemas/${caseName('It', index)}` } } }
    return [`/${index}`, { post: { operationId: `take${index}`, requestBody: { required: true, content }, responses } }]
  })
  return JSON.stringify({ ...JSON.parse(caseDocument(version, cases)), paths: Object.fromEntries(paths) })
}

const responses = { 200: { description: 'OK' } }

/** Names of schemas and operations that are taken elsewhere, alike, or no identifiers. */
const names = ['Error', 'Date', 'Promise', 'Foo_Bar', 'FooBar', 'foo-bar', '__proto__x', 'quoted-key', 'class', '1st']

function withNames(): string {
  const schemas = Object.fromEntries(names.map((name) => [name, { type: 'string', enum: [name] }]))
  const paths = names.map((name, index) => {
    const content = { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } }
    return [`/${index}`, { post: { operationId: name, requestBody: { required: true, content }, responses } }]
  })
  const info = { title: 'Names', version: '1' }
  return JSON.stringify({ openapi: '3.0.3', info, paths: Object.fromEntries(paths), components: { schemas } })
}

const named: Cases = Object.fromEntries(names.map((name) => [name, { schema: {}, admits: [name], refuses: ['other'] }]))

const documents: readonly (readonly [string, string, Cases])[] = [
  ['schemas of 3.0', withBodies('3.0.3', cases30), cases30],
  ['schemas of 3.1', withBodies('3.1.0', cases31), cases31],
  ['names', withNames(), named],
]

describe.each(frameworks)('$name', ({ name: framework }) => {
  describe.each(documents)('%s', (_, text, cases) => {
    const folder = mkdtempSync(join(tmpdir(), 'backwright-cases-'))
    let server: Scaffolded
    let port = 0

    beforeAll(async () => {
      writeFileSync(join(folder, 'api.json'), text)
      server = await scaffoldUnchecked(join(folder, 'api.json'), framework)
      ;[port = 0] = await server.start('{ handlers: echo }')
    })
    afterAll(() => {
      server.remove()
      rmSync(folder, { recursive: true })
    })

    test.each(Object.keys(cases).map((name, index) => [name, index] as const))('%s', async (name, index) => {
      const { admits, refuses } = cases[name] as SchemaCase
      const statusOf = async (value: Json) => {
        const headers = { 'content-type': 'application/json' }
        const { status } = await call(port, `/${index}`, { method: 'POST', headers, body: JSON.stringify(value) })
        return [value, status]
      }
      assert.deepEqual(await Promise.all([...admits, ...refuses].map(statusOf)), [
        ...admits.map((value) => [value, 200]),
        ...refuses.map((value) => [value, 400]),
      ])
    })
  })
})
