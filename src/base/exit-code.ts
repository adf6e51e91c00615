/** What each exit code says; one table for the command line and the actions (docs/cli.md). */
export const exitCode = {
  fine: 0,
  findings: 1,
  userMistake: 2,
  ourBug: 3,
  inconclusive: 4,
  invalid: 5,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]

const gravest: readonly ExitCode[] = [exitCode.interrupted, exitCode.invalid, exitCode.findings, exitCode.inconclusive]

/** The one exit code of several results. */
export function worst(codes: readonly ExitCode[]): ExitCode {
  return gravest.find((code) => codes.includes(code)) ?? exitCode.fine
}
