// Cuts what the actions use out of GitHub's own description of its API, with the schemas that it reaches:
//   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
//   node test/support/github/cut-openapi.mjs package/generated/api.github.com.json
import { readFileSync, writeFileSync } from 'node:fs'

const wanted = new Set([
  'issues/list-comments',
  'issues/create-comment',
  'issues/update-comment',
  'issues/list-for-repo',
  'issues/create',
  'issues/update',
  'pulls/list',
  'users/get-authenticated',
])

const api = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const slice = {
  openapi: api.openapi,
  info: { title: 'A slice of api.github.com', version: api.info.version },
  paths: {},
}
const reached = new Set()

for (const [path, item] of Object.entries(api.paths)) {
  for (const [method, { operationId, parameters, requestBody, responses }] of Object.entries(item)) {
    if (!wanted.delete(operationId)) continue
    slice.paths[path] ??= {}
    slice.paths[path][method] = bare({ operationId, parameters, requestBody, responses })
  }
}
reach(slice.paths)
if (wanted.size > 0) throw new Error(`The description lacks ${[...wanted].join(', ')}.`)
writeFileSync(new URL('openapi-slice.json', import.meta.url), `${JSON.stringify(slice)}\n`)

function reach(node) {
  if (typeof node !== 'object' || node === null) return
  if (typeof node.$ref === 'string' && !reached.has(node.$ref)) {
    reached.add(node.$ref)
    const keys = node.$ref.slice(2).split('/')
    const target = bare(keys.reduce((found, key) => found[key], api))
    const last = keys.pop()
    const home = keys.reduce((found, key) => (found[key] ??= {}), slice)
    home[last] = target
    reach(target)
  }
  for (const value of Object.values(node)) reach(value)
}

/** Without examples and prose, which nothing is checked by. */
function bare(node) {
  if (Array.isArray(node)) return node.map(bare)
  if (typeof node !== 'object' || node === null) return node
  const dropped = new Set(['example', 'examples', 'externalDocs', 'x-github'])
  const kept = Object.entries(node).filter(
    ([key, value]) =>
      !dropped.has(key) &&
      !(key === 'description' && typeof value === 'string') &&
      !(key === 'title' && typeof value === 'string'),
  )
  return Object.fromEntries(kept.map(([key, value]) => [key, bare(value)]))
}
