/** Each code has a row in docs/guides/load-tests.md. */
export const reasonCodes = [
  'interrupted',
  'k6-failed',
  'script-error',
  'no-requests',
  'nothing-answered',
  'dropped-iterations',
  'rate-not-reached',
  'client-saturated',
  'machine-busy',
  'control-differs',
  'redirected',
  'unexpected-pages',
  'stalled',
  'answers-unjudged',
  'invalid-part',
  'runs-apart',
  'too-short',
  'candidate-fails',
  'nothing-succeeded',
  'gate-failed',
  'gate-undecided',
  'failures-unjudged',
] as const

export interface Reason {
  readonly code: (typeof reasonCodes)[number]
  readonly message: string
}
