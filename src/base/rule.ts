import type { Finding, Fix, Location, Severity } from './finding.ts'

/** What a rule says of its subject; the engine adds id, severity and page. */
export interface Problem {
  readonly at: Location
  readonly message: string
  readonly why?: string
  readonly fix?: Fix
}

/** A rule is a function from a subject to problems. Its id names what is wrong and its page in docs/rules. */
export interface Rule<Subject> {
  readonly id: string
  readonly severity: Severity
  /** What to do, in one sentence. */
  readonly summary: string
  check(subject: Subject): Iterable<Problem>
}

/** Runs every rule over the subject, in the order of the list. */
export function check<Subject>(rules: readonly Rule<Subject>[], subject: Subject): readonly Finding[] {
  return rules.flatMap((rule) =>
    [...rule.check(subject)].map((problem) => ({
      rule: rule.id,
      severity: rule.severity,
      ...problem,
      docs: page(rule.id),
    })),
  )
}

/** The page of a rule, relative to the root of the package. */
export function page(id: string): string {
  return `docs/rules/${id}.md`
}
