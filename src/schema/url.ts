/** Whether a source is a PostgreSQL server, by its connection string. */
export function isServer(source: string): boolean {
  return /^postgres(?:ql)?:\/\//i.test(source)
}
