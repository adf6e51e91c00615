import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { nodeWorld } from '../../src/adapters/node-world.ts'
import { type LocalServer, localServer } from '../support/local-server.ts'
import { runCli } from '../support/run-cli.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const k6 = await nodeWorld().k6.find()
if (!k6) console.warn('skipped: there is no k6; `backwright k6 install` builds one')

describe.skipIf(!k6)('load --on k6-operator, with the real k6', () => {
  let server: LocalServer
  let url: string
  let served = 0
  const tokens = new Set<unknown>()

  beforeAll(async () => {
    server = await localServer(({ headers }, response) => {
      served++
      tokens.add(headers['x-token'])
      setTimeout(() => response.end('{}'), 20)
    })
    url = server.url
  })
  afterAll(() => server.close())

  /** As a pod runs it: with the arguments that the operator gives, and the Secret in its environment. */
  const pod = (archive: string, index: number, args: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const segment = [`--execution-segment=${index - 1}/4:${index}/4`, '--execution-segment-sequence=0,1/4,2/4,3/4,1']
      const env = { ...process.env, LT_HEADERS: '{"X-Token":"s3cret"}' }
      const words = ['run', ...args, ...segment, archive, '--tag', `instance_id=${index}`]
      execFile(k6?.path ?? '', words, { env }, (error, stdout) => (error ? reject(error) : resolve(stdout)))
    })

  test('writes what pods run, whose logs become a verdict', async () => {
    const folder = temporaryFolder()
    const flags = ['--on', 'k6-operator', '--runners', '4', '--headers-from', 'tokens', '-o', `${folder}/m`, '--json']
    const { code, stdout } = await runCli('load', url, '--iterations', '38', '-c', '4', ...flags)
    const result = JSON.parse(stdout)
    assert.deepEqual([code, result.on, result.applied, result.files.length], [0, 'k6-operator', false, 2])
    const [configMap, testRun] = ['configmap', 'testrun'].map((name) =>
      JSON.parse(readFileSync(`${folder}/m/${name}.json`, 'utf8')),
    )
    const { spec } = testRun
    assert.deepEqual(
      [testRun.apiVersion, spec.parallelism, spec.script.configMap, spec.runner.image],
      ['k6.io/v1alpha1', 4, { name: configMap.metadata.name, file: 'archive.tar' }, `grafana/k6:${k6?.version}`],
    )
    assert.deepEqual(spec.runner.env.at(-1).valueFrom.secretKeyRef, { name: 'tokens', key: 'headers' })
    const archive = join(folder, 'archive.tar')
    writeFileSync(archive, Buffer.from(configMap.binaryData['archive.tar'], 'base64'))
    const args = spec.arguments.split(' ')
    const logs = await Promise.all([1, 2, 3, 4].map((index) => pod(archive, index, args)))
    assert.deepEqual([served, [...tokens]], [38, ['s3cret']])
    assert.doesNotMatch(logs.join(), /s3cret/)
    const file = join(folder, 'runs.log')
    writeFileSync(file, logs.map((log, index) => log.replace(/^/gm, `[pod/load-${index}/k6] `)).join('\n'))
    const merged = await runCli('load', 'merge', file, '--gate', 'success>80%')
    assert.match(merged.stdout, /^ {2}Total requests: 38$/m)
    assert.match(merged.stdout, /\(run 4\), segment 4\/4, 9 requests/)
    assert.equal(merged.code, 0, merged.stdout)
    writeFileSync(file, logs.slice(1).join('\n'))
    const missing = await runCli('load', 'merge', file)
    assert.match(missing.stderr, /1\/4 is missing/)
    writeFileSync(file, logs.join('\n').replace(/(LTSUM:.{40}).*/, '$1'))
    const cut = await runCli('load', 'merge', file)
    assert.deepEqual([cut.code, /the first line with LTSUM is not whole/.test(cut.stderr)], [2, true])
  })

  test.each([
    ['a header', ['-H', 'Authorization: s3cret'], /Secret/],
    ['two addresses', ['--compare', 'baseline.json'], /comparison/],
    ['a segment', ['--segment', '1/2'], /--runners/],
    ['more runners than users', ['-c', '1'], /1 virtual user cannot be shared by 2/],
    ['a gate', ['--gate', 'p99<200'], /load merge/],
    ['a page', ['--html', 'page.html'], /load merge/],
    ['a name that Kubernetes refuses', ['--name', 'A_b'], /--name/],
  ] as const)('%s is refused, and nothing written', async (_, flags, message) => {
    const folder = temporaryFolder()
    const { code, stderr } = await runCli('load', url, '--on', 'k6-operator', '-o', `${folder}/m`, ...flags)
    assert.equal(code, 2)
    assert.match(stderr, message)
    assert.doesNotMatch(stderr, /s3cret/)
    assert.equal(existsSync(`${folder}/m`), false)
  })

  test('what is there is not overwritten, and a kubectl that is not there is told', async () => {
    const folder = temporaryFolder({ 'testrun.json': '{}' })
    const on = ['load', url, '--on', 'k6-operator', '-o', folder]
    const { code, stderr } = await runCli(...on)
    assert.deepEqual(
      [code, /testrun.json exists already/.test(stderr), readdirSync(folder)],
      [2, true, ['testrun.json']],
    )
    const path = process.env.PATH
    process.env.PATH = ''
    process.env.K6_BIN = k6?.path ?? ''
    try {
      const applied = await runCli(...on, '--force', '--apply')
      assert.deepEqual([applied.code, /kubectl cannot be started/.test(applied.stderr)], [2, true])
    } finally {
      process.env.PATH = path
      delete process.env.K6_BIN
    }
  })
})
