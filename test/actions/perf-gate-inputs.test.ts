import assert from 'node:assert/strict'
import { describe, test } from 'vitest'
import { readInputs } from '../../actions/definition.ts'
import { perfGateDefinition } from '../../actions/perf-gate/definition.ts'
import { parseGates } from '../../actions/perf-gate/gates.ts'
import { prepare } from '../../actions/perf-gate/prepare.ts'
import { subjectOf } from '../../actions/perf-gate/subject.ts'
import type { ActionHost } from '../../src/action-host.ts'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Texts = Readonly<Record<string, string>>

function read(texts: Texts) {
  return readInputs(perfGateDefinition.inputs, { input: (name: string) => texts[name] ?? '' } as ActionHost)
}

function subject(texts: Texts) {
  return subjectOf(read(texts))
}

const url = 'http://127.0.0.1:3000/users'
const script = 'load.ts'
const spec = 'openapi.yaml'
const start = 'npm start'

describe('the inputs of perf-gate', () => {
  test.each<[string, Texts, object]>([
    ['addresses', { url }, { kind: 'addresses', urls: [url], compare: undefined }],
    [
      'a saved run',
      { url, compare: 'base.json' },
      { kind: 'addresses', urls: [url], compare: { kind: 'saved', path: 'base.json' } },
    ],
    [
      'the base',
      { url, compare: 'base', start },
      { kind: 'addresses', urls: [url], compare: { kind: 'commit', port: '3000' } },
    ],
    ['a script', { script, duration: '5s', concurrency: '2' }, { kind: 'script', script }],
    ['a document', { spec, url }, { kind: 'document', document: spec, url }],
    [
      'a document that says where it is',
      { spec, operations: 'getUser' },
      { kind: 'document', document: spec, url: '' },
    ],
  ])('name %s', (_, texts, expected) => assert.deepEqual(subject(texts), expected))

  test.each<[string, Texts, RegExp]>([
    ['no address', {}, /The input url is missing: name what to load, or set script or spec/],
    ['a wrong address', { url: '127.0.0.1' }, /"127\.0\.0\.1" is not an address/],
    ['a wrong duration', { url, duration: 'soon' }, /The input duration is wrong/],
    ['a wrong number', { url, concurrency: '0' }, /The input concurrency is wrong/],
    ['a wrong header', { url, headers: 'X' }, /The input headers is wrong/],
    ['a script and an address', { script, url }, /The input url and script exclude each other/],
    ['a script and a document', { script, spec }, /The input spec and script exclude each other/],
    ['a script and a method', { script, method: 'POST' }, /The input method means nothing to a script/],
    ['a script and a base', { script, compare: 'base', start }, /The input compare means nothing to a script/],
    ['a script and users without an end', { script, concurrency: '5' }, /Say by duration how long it runs/],
    ['a script and a file of gates', { script, gates: 'gates.yaml' }, /does not tell the endpoints of a script apart/],
    ['a script and nothing to wait for', { script, start }, /The input wait-on is missing/],
    ['a document and a body', { spec, url, body: '{}' }, /The input body and spec exclude each other/],
    ['a document and two addresses', { spec, url: `${url}\n${url}` }, /url is the one address.*there are 2/],
    ['a document and a base', { spec, url, compare: 'base', start }, /The input compare and spec exclude each other/],
    ['a document of another host', { spec: 'https://a.example/x.yaml' }, /is a file of the repository/],
    ['operations of nothing', { url, operations: 'getUser' }, /The input operations is about a document/],
    ['two files of gates', { url, gates: 'a.yaml\nb.yaml' }, /The input gates is wrong: it names two files/],
    [
      'a gate without an operator',
      { url, gates: 'p99 200' },
      /"p99 200" is neither a gate, such as p99<200, nor a file/,
    ],
    ['a gate without its base', { url, gates: 'p95<base*1.1' }, /p95<base\*1\.1 needs a base: set the input compare/],
    ['a gate of a script without its base', { script, gates: 'p95<base' }, /p95<base needs a base/],
    ['a saved run and two addresses', { url: `${url}\n${url}`, compare: 'x.json' }, /one address, and there are 2/],
    ['a base that nothing starts', { url, compare: 'base' }, /needs the input start/],
    [
      'a base elsewhere',
      { url: 'http://example.com/', compare: 'base', start },
      /starts both services on this machine/,
    ],
    ['a base of two ports', { url: `${url}\nhttp://127.0.0.1/`, compare: 'base', start }, /need to have one port/],
  ])('refuse %s', (_, texts, sentence) => assert.throws(() => subject(texts), sentence))
})

test.each([
  ['', { gates: [], gatesFile: undefined, production: true, byDefault: true }],
  [
    'p99 < 200\nsuccess>99%',
    { gates: ['p99 < 200', 'success>99%'], gatesFile: undefined, production: false, byDefault: false },
  ],
  ['ops/gates.yaml\np50<50', { gates: ['p50<50'], gatesFile: 'ops/gates.yaml', production: false, byDefault: false }],
  ['production\nrps>10', { gates: ['rps>10'], gatesFile: undefined, production: true, byDefault: false }],
])('the gates %j', (text, expected) => assert.deepEqual(parseGates(text), expected))

describe('before a service is started, perf-gate looks', () => {
  const server = (address: string) => `
openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: '${address}' }]
paths: { /users: { get: { responses: { '200': { description: ok } } } } }
`
  const files = {
    'gates.yaml': 'gates: [p98<1]',
    'elsewhere.yaml': server('https://api.example.com/v1'),
    'here.yaml': server('http://localhost:3000/v1'),
  }
  const look = (texts: Texts) => {
    const folder = temporaryFolder(files)
    const placed = Object.entries(texts).map(([name, text]) => [name, text.replace('$', folder)])
    const host = { event: { name: 'schedule', payload: {} } } as ActionHost
    return prepare(read(Object.fromEntries(placed)), { host, world: { ...nodeWorld(), log: silent } })
  }
  const silent = { info: () => undefined, warn: () => undefined }

  test.each<[string, Texts, RegExp]>([
    ['a script', { script: '$/x.ts' }, /Cannot read .*x\.ts/],
    ['a document', { spec: '$/gates.yaml', url }, /gates\.yaml/],
    ['a service', { spec: '$/elsewhere.yaml' }, /says https:\/\/api\.example\.com\/v1: set it, if that is/],
    ['a gate', { url, gates: '$/gates.yaml' }, /gates\.yaml:1:9: .*"p98<1" names no metric/],
    ['a saved run', { url, compare: '$/none.json' }, /There is no .*none\.json to compare with/],
    ['a saved run that is one', { url, compare: '$/gates.yaml' }, /gates\.yaml is not JSON/],
    ['a gate that a saved run decides', { url, compare: 'x', gates: 'p95<base' }, /cannot be decided by a saved run/],
    ['a base', { url, start, compare: 'base' }, /A schedule event does not say what to compare with/],
  ])('for %s', async (_, texts, sentence) => {
    await assert.rejects(look(texts), { name: 'UserError', message: sentence })
  })

  test('where a document says that it is served, if that is this machine', async () => {
    const { subject: found } = await look({ spec: '$/here.yaml' })
    assert.equal(found.kind === 'document' && found.url, 'http://localhost:3000/v1')
  })
})
