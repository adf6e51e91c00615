/** Without the user's settings of k6, and without what our script reads: both would change the run behind the plan's back. */
export function k6Environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(K6|LT)_/.test(name))
  return {
    ...Object.fromEntries(own),
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
    K6_NO_USAGE_REPORT: 'true',
    NO_COLOR: '1',
  }
}
