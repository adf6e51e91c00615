import type { Measurement } from './measurement.ts'
import type { Measured } from './observation.ts'
import type { Arm, LoadPlan } from './plan.ts'
import type { Reason } from './reason.ts'

/** More of the successes than this, and they are not what was asked for. */
const tolerable = 0.001

/** Why successful answers are none, by all that can be seen without reading them. */
export function* strangeAnswers({ subject, turns }: Measured, { arms }: LoadPlan): Iterable<Reason> {
  for (const measured of turns ? [turns.base, turns.candidate] : [subject]) {
    const arm = arms.find(({ name }) => name === measured.summary.name)
    const of = turns ? ` of the ${measured.summary.name}` : ''
    yield* redirection(measured, of)
    if (arm) yield* pages(measured, arm, of)
  }
}

/** To a login, perhaps: nobody has said that it is good, and where it leads to is not asked. */
function* redirection({ summary: { redirects = 0 }, successful }: Measurement, of: string): Iterable<Reason> {
  if (redirects <= successful * tolerable) return
  const message = `${redirects} of ${successful} answers${of} were redirects, which are not followed. Load the address that they lead to. If they are what you mean, say --expect-status 302, or have the status in the document.`
  yield { code: 'redirected', message }
}

/** Errors and logins often come as a page with status 200. */
function* pages({ summary: { pages: found = 0 }, successful }: Measurement, arm: Arm, of: string): Iterable<Reason> {
  if (found <= successful * tolerable) return
  const start = `${found} of ${successful} successful answers${of} were pages of HTML`
  if (arm.endpoints) yield { code: 'unexpected-pages', message: `${start}, which the document does not have.` }
  else if (!acceptsPages(arm)) {
    yield { code: 'unexpected-pages', message: `${start}, which the header Accept of the requests excludes.` }
  } else if (successful - found > successful * tolerable) {
    const message = `${start}, and the others were not: one address does not answer both. Look at them: errors and logins come so.`
    yield { code: 'unexpected-pages', message }
  }
}

function acceptsPages({ target: { headers } }: Arm): boolean {
  const accept = Object.entries(headers).find(([name]) => name.toLowerCase() === 'accept')?.[1]
  return accept === undefined || /(?:text|\*)\/(?:html|\*)|application\/xhtml/i.test(accept)
}
