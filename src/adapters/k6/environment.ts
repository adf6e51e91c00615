/** What would change a run of our scripts behind its plan's back: the user's settings of k6, and what the scripts read. */
const ofThePlan = /^(K6|LT)_/

/** The environment of k6, without some of the user's variables. */
export function k6Environment(without = ofThePlan): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !without.test(name))
  return {
    ...Object.fromEntries(own),
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_NO_USAGE_REPORT: 'true',
    NO_COLOR: '1',
  }
}
