// What may not come out of a command, whatever went in: used by bench/fuzz.mjs.
import { errorCodes } from '../dist/src/base/errors.js'
import { readMigrations, wayBack } from '../dist/src/schema/migrations.js'
import { parseStatements, readComments } from '../dist/src/schema/statements.js'
import { fieldsOf } from '../dist/src/schema/tree.js'
import { bait } from './fuzz-cases.mjs'

/** Most memory that a run may take: WebAssembly may have 4 GB, and a file of 10 MB is a parse tree of 1.5 GB. */
export const mostMb = 6000

/** One of the outcomes that the table counts, and what is wrong with it. `texts` are the files of the case, `written` those that came out. */
export async function judge({ json, texts, run, written }) {
  const problems = [...run.problems]
  if (run.rssMb > mostMb) problems.push(`${run.rssMb} MB of memory`)
  if (![0, 1, 2, 4].includes(run.code)) problems.push(`exit ${run.code}: ${run.stderr.slice(0, 1500)}`)
  problems.push(...shown(run.stderr, 'standard error'))
  if (/\n\s+at .{0,200}:\d+:\d+\)?(?:\n|$)/.test(run.stderr)) problems.push(`a stack: ${run.stderr.slice(0, 500)}`)
  const document = json ? parse(run.stdout, problems) : undefined
  // A script that is printed is printed as it is; all else is prose.
  if (!json && !/^-- migration$/m.test(run.stdout)) problems.push(...orderOf(run.stdout, 'standard output'))
  if (run.code === 2) problems.push(...(json ? mistake(document, texts) : told(run.stderr)))
  for (const [name, text] of Object.entries(written)) problems.push(...(await file(name, text, written)))
  return { outcome: outcomeOf(run, document), problems }
}

function outcomeOf({ code, stderr }, document) {
  if (code === 2) return document?.error?.code ?? /\(([a-z-]+)\)\n$/.exec(stderr)?.[1] ?? 'mistake without a code'
  return document?.verdict ?? { 0: 'exit 0', 1: 'exit 1', 4: 'refused' }[code] ?? `exit ${code}`
}

function parse(stdout, problems) {
  try {
    return JSON.parse(stdout)
  } catch (error) {
    problems.push(`standard output is no JSON: ${error.message}`)
    return undefined
  }
}

/** What these are about has a place in a file; of the others, some have none. */
const placed = new Set(['bad-sql', 'bad-schema', 'scratch-timeout'])

function mistake(document, texts) {
  const { code, message, file, line } = document?.error ?? {}
  const problems =
    errorCodes.includes(code) && message ? [] : [`no code or message: ${JSON.stringify(document?.error)}`]
  if (file === undefined && !['unsupported', 'scratch-lost', 'bad-option'].includes(code))
    problems.push(`${code} names no file: ${message}`)
  if (placed.has(code) && line === undefined) problems.push(`${code} names no line: ${message}`)
  if (message?.length > 2000) problems.push(`a message of ${message.length} characters`)
  const text = texts[file]
  if (line !== undefined && text !== undefined && line > text.split(/\r\n|\r|\n/).length)
    problems.push(`line ${line} is behind the end of ${file}`)
  return problems
}

function told(stderr) {
  return /\([a-z-]+\)\n$/.test(stderr) ? [] : [`no code: ${stderr.slice(-300)}`]
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through.
const orders = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

function shown(text, where) {
  return [
    ...(orders.test(text) ? [`${where} has ${JSON.stringify(orders.exec(text)?.[0])}`] : []),
    ...orderOf(text, where),
  ]
}

function orderOf(text, where) {
  const order = /^\s*::.*/m.exec(text)?.[0]
  return order === undefined ? [] : [`${where} gives an order to a workflow: ${order}`]
}

async function file(name, text, all) {
  if (name.endsWith('.md')) return markdown(text)
  if (name.endsWith('.conf')) return []
  try {
    const [both] = await readMigrations('out', {
      list: async () => [name.replace(/_rollback|\.down|^U/, '')],
      read: async () => text,
    })
    const ways = /_rollback|\.down\.|^out\/U/.test(name) ? [text] : [both.text, wayBack(name, text)]
    const found = []
    for (const way of ways) if (way !== undefined) found.push(...(await script(name, way)))
    return found
  } catch (error) {
    return [`${name} cannot be read again: ${error.message} among ${Object.keys(all).join(', ')}`]
  }
}

/** Every comment is one of a line, and no statement is about what only names speak of. */
async function script(name, sql) {
  const statements = await parseStatements(sql, name)
  const comments = await readComments(sql)
  const blocks = comments.filter(
    ({ text, line }) =>
      !text.startsWith('--') &&
      statements.every((each) => line < each.line || line > each.line + each.sql.split('\n').length),
  )
  return [
    ...(statements.length === 0 && !name.endsWith('.cjs') && !/Nothing to do/.test(sql)
      ? [`${name} has no statements`]
      : []),
    ...blocks.map(({ text }) => `${name} has the comment ${text.slice(0, 100)}`),
    ...statements
      .filter(({ tree }) => [...fieldsOf(tree)].some(([key, value]) => key !== 'sval' && value === bait))
      .map(({ sql: each }) => `${name} does ${each.slice(0, 200)}`),
    ...statements
      .filter(({ kind, sql: each }) => kind === 'DropStmt' && new RegExp(`^DROP TABLE ${bait}`).test(each))
      .map(() => `${name} drops ${bait}`),
  ]
}

/** Outside of code, nothing of a name is a tag, a link, a mention or a heading. */
function markdown(text) {
  const prose = text
    .replace(/^(`{3,})[^\n]*\n[\s\S]*?\n\1$/gm, '')
    .replace(/(?<![\\`])(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '')
    // What is escaped is a character like any other.
    .replace(/\\[!-/:-@[-`{-~]/g, '')
  const wrong = [/<(?!\/?(?:details|summary)>)/, /\]\(/, /@\w/, /^::/m, /\u202e/].filter((sign) => sign.test(prose))
  return wrong.map(
    (sign) =>
      `the Markdown has ${sign}: ${JSON.stringify(prose.slice(Math.max(0, prose.search(sign) - 60), prose.search(sign) + 60))}`,
  )
}
