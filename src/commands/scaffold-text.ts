import type { Style } from '../base/style.ts'
import { count, excerpt } from '../base/text.ts'
import type { Scaffolded } from './scaffold.ts'
import type { ScaffoldResult } from './scaffold-result.ts'

/** A scaffolded server for a terminal: operations, files, what is left to do. */
export function scaffoldText(
  { result, diff }: Scaffolded,
  { diff: showDiff }: { diff: boolean },
  style: Style,
): string {
  return [
    ...result.diagnostics.map((diagnostic) => warningLine(diagnostic, style)),
    headline(result, style),
    ...result.operations.map(({ method, path, name }) => `  ${method} ${excerpt(path, 300)} ${style.dim(`(${name})`)}`),
    ...noExampleLines(result, style),
    ...testLines(result, style),
    '',
    ...fileLines(result, style),
    ...orphanLines(result, style),
    ...(showDiff && diff !== '' ? ['', diff.trimEnd()] : []),
    ...nextSteps(result, style),
  ].join('\n')
}

function warningLine(
  { severity, message, file, line, column, code }: ScaffoldResult['diagnostics'][number],
  style: Style,
) {
  return `${style.warning(severity)}: ${file}:${line}:${column}: ${message} (${code})`
}

function headline({ title, version, operations, framework, output, written }: ScaffoldResult, style: Style): string {
  const verb = written ? 'Scaffolded' : 'Would scaffold'
  return `${verb} ${style.strong(excerpt(`${title} ${version}`))} for ${framework} in ${output}: ${count(operations.length, 'operation')}.`
}

function noExampleLines({ operations }: ScaffoldResult, style: Style): readonly string[] {
  const left = operations.filter(({ noExample }) => noExample !== undefined)
  if (left.length === 0) return []
  return [
    '',
    `${count(left.length, 'new handler')} without an example ${left.length === 1 ? 'answers' : 'answer'} 501:`,
    ...left.map(({ name, noExample }) => `  ${style.warning(name)}: ${excerpt(`${noExample}`)}`),
  ]
}

const mostSkipped = 20

function testLines({ tests }: ScaffoldResult, style: Style): readonly string[] {
  if (!tests) return []
  const { total, skipped } = tests
  const more = skipped.length - mostSkipped
  return [
    '',
    `${count(total, 'test')}${skipped.length === 0 ? '.' : `, of which ${skipped.length} cannot be made and ${skipped.length === 1 ? 'is' : 'are'} skipped:`}`,
    ...skipped.slice(0, mostSkipped).map(({ operation, why }) => `  ${style.warning(operation)}: ${excerpt(why)}`),
    ...(more > 0 ? [`  and ${more} more, which --json lists`] : []),
  ]
}

/** Files that stay as they are go without a line. */
function fileLines({ files }: ScaffoldResult, style: Style): readonly string[] {
  const changed = files.filter(({ action }) => action === 'created' || action === 'updated')
  const same = files.filter(({ action }) => action === 'unchanged' || action === 'kept').length
  return [
    ...changed.map(({ path, action, owner }) => {
      const whose = owner === 'yours' ? style.dim(' (yours)') : ''
      return `  ${style.good(action)} ${path}${whose}`
    }),
    ...(same > 0 ? [`  ${count(same, 'file')} as before`] : []),
  ]
}

function orphanLines({ files }: ScaffoldResult, style: Style): readonly string[] {
  return files
    .filter(({ action }) => action === 'orphaned')
    .map((file) => `  ${style.warning('orphaned')} ${file.path}: ${fate(file)}`)
}

function fate({ owner, removed, replacedBy }: ScaffoldResult['files'][number]): string {
  if (replacedBy !== undefined) return `its operation is answered by ${replacedBy} now: move your code there`
  if (owner === 'yours') return 'the document no longer has its operation; it is kept'
  return removed ? 'no longer needed; it is removed' : 'no longer needed; it is kept, because it was edited'
}

function nextSteps(
  { operations, framework, output, written, dependencies, devDependencies }: ScaffoldResult,
  style: Style,
) {
  const open = operations.filter(({ implemented }) => !implemented)
  const examples = open.filter(({ answersExample }) => answersExample).length
  const first = open.find(({ handler }) => handler !== undefined)
  if (!written || !operations.some(({ handler }) => handler !== undefined)) return []
  const install = [
    `npm install ${Object.keys(dependencies).join(' ')}`,
    `npm install -D ${Object.keys(devDependencies).join(' ')}`,
  ]
  return [
    '',
    `${open.length} of ${count(operations.length, 'operation')} are not implemented${examples > 0 ? `: ${examples} answer${examples === 1 ? 's' : ''} an example` : ''}.`,
    ...(first ? [`Next: write ${style.strong(`${output}/${first.handler}`)}.`] : []),
    `Mount ${output}/index.ts with ${style.strong(framework === 'fastify' ? 'app.register(api())' : 'app.use(api())')}. It needs:`,
    ...install.map((command) => `  ${command}`),
  ]
}
