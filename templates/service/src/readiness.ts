/** Whether the service wants traffic. */
export interface Readiness {
  stopping: boolean
}

/** What `/readyz` answers: 503 takes the service out of the load balancer. Ask here for what it cannot do without, such as a database. */
export function readiness({ stopping }: Readiness) {
  return stopping ? { status: 503, body: { status: 'stopping' } } : { status: 200, body: { status: 'ready' } }
}

/** What `/livez` answers: whether the process is alive, and nothing of what it depends on. */
export const alive = { status: 'alive' }
