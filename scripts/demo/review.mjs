// The comment that the schema-review action makes on a pull request with this change, as Markdown.
import { schemaReport } from '../../dist/actions/schema-review/report.js'
import { oldOf } from '../../dist/actions/schema-review/review.js'
import { nodeWorld } from '../../dist/src/adapters/node-world.js'
import { dbAnalyze } from '../../dist/src/commands/db-analyze.js'
import { dbCompare } from '../../dist/src/commands/db-compare.js'
import { markdown } from '../../dist/src/report/markdown.js'
import { say, show } from './story.mjs'

const commentLength = 65_536

export async function showComment({ from, to }) {
  const world = nodeWorld()
  const compared = await dbCompare({ from, to, name: 'schema', online: true, write: 'plan' }, world)
  const analyzed = await dbAnalyze({ source: to }, world)
  const old = oldOf(analyzed.findings, (await dbAnalyze({ source: from }, world)).findings)
  const report = schemaReport([{ schema: to, compared, analyzed, old }], { allow: [], failOn: 'error' })
  say('uses: backwright/backwright/actions/schema-review@v1 comments this, and keeps it up to date:')
  show(markdown(report, { limit: commentLength, measure: (text) => text.length }), 60)
}
