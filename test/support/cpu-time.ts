/** How long this process has computed, in milliseconds: what a busy machine makes longer does not count. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
