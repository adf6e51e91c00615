import { exitCode } from '../base/exit-code.ts'
import type { Outcome } from '../base/outcome.ts'
import type { Style } from '../base/style.ts'
import { count, excerpt } from '../base/text.ts'
import type { WrittenService } from './new-service.ts'
import type { NewServiceResult } from './new-service-result.ts'

/** How writing a project ended, for the edges. With `check`, a run that would change anything fails. */
export function newServiceOutcome(done: WrittenService, { check }: { readonly check: boolean }): Outcome {
  return {
    exit: check && done.result.changed ? exitCode.findings : exitCode.fine,
    json: done.result,
    text: (style) => serviceText(done, style),
  }
}

function serviceText({ result, diff }: WrittenService, style: Style): string {
  const { name, output, spec, api, written, changed } = result
  const verb = !changed ? 'Nothing to do for' : written ? 'Wrote' : 'Would write'
  return [
    ...api.diagnostics.map(
      ({ severity, file, line, column, message, code }) =>
        `${style.warning(severity)}: ${file}:${line}:${column}: ${message} (${code})`,
    ),
    `${verb} ${style.strong(name)}, a service on ${api.framework}, in ${output}: ${count(api.operations.length, 'operation')} of ${excerpt(`${api.title} ${api.version}`)}, as ${spec} describes them.`,
    ...fileLines(result, style),
    ...(written || diff === '' ? [] : ['', diff.trimEnd()]),
    ...(written && changed ? nextSteps(result, style) : []),
  ].join('\n')
}

/** The files of the API are many, and one line says it. */
function fileLines({ files, api }: NewServiceResult, { good }: Style): readonly string[] {
  const created = files.filter(({ action }) => action === 'created')
  const kept = files.length - created.length
  const changed = api.files.filter(({ action }) => action === 'created' || action === 'updated').length
  return [
    ...created.map(({ path }) => `  ${good('created')} ${path}`),
    ...(changed > 0 ? [`  ${good('written')} src/api: ${count(changed, 'file')}`] : []),
    ...(kept > 0 ? [`  ${count(kept, 'file')} of yours as before`] : []),
    ...api.files
      .filter(({ action }) => action === 'orphaned')
      .map(({ path, removed }) => `  orphaned src/api/${path}: it is ${removed ? 'removed' : 'kept'}`),
  ]
}

function nextSteps({ output, api, spec, example }: NewServiceResult, { strong }: Style): readonly string[] {
  const open = api.operations.find(({ implemented }) => !implemented)
  return [
    '',
    'Next:',
    ...(output === '.' ? [] : [`  cd ${/^[\w./@-]+$/.test(output) ? output : JSON.stringify(output)}`]),
    '  npm install && npm test',
    '  npm run dev',
    ...(open ? [`  write ${strong(`src/api/${open.handler}`)}, which answers 501 until then`] : []),
    ...(example ? [`  replace ${strong(spec)} by your own, and run npm run api`] : []),
  ]
}
