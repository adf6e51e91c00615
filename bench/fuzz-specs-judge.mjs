// What may not come out of scaffolding a document, whatever the document says: used by bench/fuzz-specs.mjs.

import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { errorCodes } from '../dist/src/base/errors.js'
import { bait } from './fuzz-specs-cases.mjs'

/** Most memory that a run may take, and most time. */
export const mostMb = 3000
export const mostMs = 20_000
const longest = 10_000

/** One of the outcomes that the table counts, and what is wrong with it. `texts` are the files of the case by name, `out` the folder that was asked for. */
export function judge({ json, run, texts, out }) {
  const problems = [...run.problems]
  if (run.rssMb > mostMb) problems.push(`${run.rssMb} MB of memory`)
  if (run.ms > mostMs) problems.push(`${run.ms} ms`)
  if (![0, 2].includes(run.code)) problems.push(`exit ${run.code}: ${run.stderr.slice(0, 1500)}`)
  if (/\n\s+at .{0,200}:\d+:\d+\)?(?:\n|$)/.test(run.stderr)) problems.push('a stack')
  problems.push(...shown(run.stderr, 'standard error'), ...(json ? [] : orderOf(run.stdout, 'standard output')))
  const document = json ? parse(run.stdout, problems) : undefined
  if (run.code === 2) problems.push(...(json ? mistake(document?.error, texts) : told(run.stderr)))
  if (run.code !== 0 && existsSync(out)) problems.push('files of a failed run')
  if (run.code === 0) problems.push(...written(out, document))
  return { outcome: outcomeOf(run, document), problems }
}

function outcomeOf({ code, stderr }, document) {
  if (code !== 2) return code === 0 ? 'written' : `exit ${code}`
  return document?.error?.code ?? /\(([a-z-]+)\)\n$/.exec(stderr)?.[1] ?? 'mistake without a code'
}

function parse(stdout, problems) {
  try {
    return JSON.parse(stdout)
  } catch (error) {
    problems.push(`standard output is no JSON: ${error.message}`)
    return undefined
  }
}

function mistake({ code, message, file, line } = {}, texts) {
  const problems = errorCodes.includes(code) && message ? [] : [`no code or message: ${message}`]
  if (file === undefined) problems.push(`${code} names no file: ${message}`)
  if (code === 'bad-spec' && line === undefined) problems.push(`${code} names no line: ${message}`)
  if (message?.length > longest) problems.push(`a message of ${message.length} characters`)
  const text = texts[file]
  if (line !== undefined && text !== undefined && line > text.split(/\r\n|\r|\n/).length)
    problems.push(`line ${line} is behind the end of ${file}`)
  return problems
}

function told(stderr) {
  const problems = /\([a-z-]+\)\n$/.test(stderr) ? [] : [`no code: ${stderr.slice(-300)}`]
  return stderr.length > longest ? [...problems, `a message of ${stderr.length} characters`] : problems
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not come through.
const orders = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

function shown(text, where) {
  const hidden = orders.exec(text)?.[0]
  return [...(hidden === undefined ? [] : [`${where} has ${JSON.stringify(hidden)}`]), ...orderOf(text, where)]
}

function orderOf(text, where) {
  const order = /^\s*::.*/m.exec(text)?.[0]
  return order === undefined ? [] : [`${where} gives an order to a workflow: ${order}`]
}

/** What is in the folder is what was reported, and all TypeScript, without a word of the document's among its code. */
function written(out, document) {
  const paths = existsSync(out) ? filesIn(out) : []
  const reported = document?.files.map(({ path }) => path)
  const unreported = reported ? paths.filter((path) => !path.startsWith('.') && !reported.includes(path)) : []
  return [
    ...unreported.map((path) => `${path} was written and not reported`),
    ...(reported ?? []).filter((path) => !paths.includes(path)).map((path) => `${path} was reported and not written`),
    ...paths
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => sound(path, readFileSync(join(out, path), 'utf8'))),
  ]
}

export function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((path) => !lstatSync(join(folder, path)).isDirectory())
}

function sound(path, text) {
  // In the literals of names they are the names' own.
  const hidden = orders.exec(text.replace(/'[^'\n]*'|"(?:[^"\\\n]|\\.)*"/g, ''))?.[0]
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const broken = source.parseDiagnostics.slice(0, 2).map(({ messageText, start }) => {
    return `${path} is no TypeScript: ${ts.flattenDiagnosticMessageText(messageText, ' ')} at ${text.slice(Math.max(0, start - 80), start + 80)}`
  })
  const pragmas = [
    ...source.referencedFiles,
    ...source.typeReferenceDirectives,
    ...(source.checkJsDirective ? [source.checkJsDirective] : []),
  ]
  return [
    ...broken,
    ...(hidden === undefined ? [] : [`${path} has ${JSON.stringify(hidden)}`]),
    ...(pragmas.length > 0 || /^\/[/*]\s*@ts-/m.test(text) ? [`${path} has an order to the compiler`] : []),
    ...injected(source).map((place) => `${path} does ${place}`),
  ]
}

function injected(source) {
  const found = []
  // Not by calls of itself: a chain of thousands of methods is as deep.
  const open = [source]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (ts.isIdentifier(node) && node.text === bait && !isKey(node))
      found.push(node.parent.getText(source).slice(0, 200))
    ts.forEachChild(node, (child) => {
      open.push(child)
    })
  }
  return found
}

/** A parameter or property may be called so. */
function isKey(node) {
  const { parent } = node
  return (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node
}

/** Type-checks the folders of written servers together: what is wrong, by folder. */
export function compile(home, folders, strict) {
  if (folders.length === 0) return []
  writeFileSync(join(home, 'package.json'), '{ "type": "module" }')
  const include = folders.map((folder) => `${folder}/**/*.ts`)
  writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: strict, include }))
  const tsc = join(import.meta.dirname, '../node_modules/typescript/bin/tsc')
  const { status, stdout } = spawnSync(
    process.execPath,
    ['--max-old-space-size=8000', tsc, '--noEmit', '--pretty', 'false'],
    {
      cwd: home,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    },
  )
  const lines = stdout.split('\n').filter((line) => /^\S/.test(line))
  return status === 0 ? [] : lines.length > 0 ? lines : [`tsc ended with ${status}`]
}
