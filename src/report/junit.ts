/** A suite for JUnit's XML, as the servers of CI read it. */
export interface JunitSuite {
  readonly name: string
  readonly seconds: number
  readonly cases: readonly JunitCase[]
}

export interface JunitCase {
  readonly name: string
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped'
  readonly message: string
}

/** The XML of one suite; texts are foreign. */
export function junit({ name, seconds, cases }: JunitSuite): string {
  const count = (outcome: JunitCase['outcome']) => cases.filter((each) => each.outcome === outcome).length
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(name)}" ${counts} time="${seconds.toFixed(3)}">`,
    ...cases.flatMap((each) => caseLines(each, name)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function caseLines({ name, outcome, message }: JunitCase, suite: string): readonly string[] {
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`
  if (outcome === 'passed') {
    return [`${open}>`, `      <system-out>${escaped(message)}</system-out>`, '    </testcase>']
  }
  return [`${open}>`, `      <${outcome} message="${escaped(message)}"/>`, '    </testcase>']
}

/** What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets */
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

function escaped(text: string): string {
  return text
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/[\n\r\t]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
