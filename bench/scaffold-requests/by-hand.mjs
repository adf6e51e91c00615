// What somebody would write by hand with the same Zod schemas: the same routes, checks, request ids and envelope of errors.
import { randomUUID } from 'node:crypto'

const operations = [
  { name: 'listOrders', method: 'get', body: false },
  { name: 'createOrder', method: 'post', body: true },
]
const path = '/customers/:customerId/orders'

/** Framework → validators, handlers → a server that does not listen yet. */
export const byHand = {
  async express(validators, handlers) {
    const { default: express } = await import('express')
    const app = express().use(express.json())
    for (const { name, method, body } of operations) {
      app[method](path, async (request, response) => {
        const requestId = requestIdOf(request)
        const { input, error } = check(validators[name], request, body)
        response.set('x-request-id', requestId)
        if (error) return response.status(400).json(envelope(error, requestId))
        const answer = await handlers[name](input)
        response.status(answer.status).json(answer.body)
      })
    }
    return (port) => app.listen(port, '127.0.0.1')
  },

  async fastify(validators, handlers) {
    const { default: Fastify } = await import('fastify')
    const app = Fastify()
    for (const { name, method, body } of operations) {
      app[method](path, async (request, reply) => {
        const requestId = requestIdOf(request)
        const { input, error } = check(validators[name], request, body)
        reply.header('x-request-id', requestId)
        if (error) return reply.code(400).send(envelope(error, requestId))
        const answer = await handlers[name](input)
        return reply.code(answer.status).send(answer.body)
      })
    }
    return async (port) => {
      await app.listen({ port, host: '127.0.0.1' })
      return app.server
    }
  },

  async koa(validators, handlers) {
    const [{ default: Koa }, { Router }] = await Promise.all([import('koa'), import('@koa/router')])
    const router = new Router()
    for (const { name, method, body } of operations) {
      router[method](path, async (context) => {
        const requestId = requestIdOf(context)
        const request = { params: context.params, query: context.query, body: body && (await json(context.req)) }
        const { input, error } = check(validators[name], request, body)
        context.set('x-request-id', requestId)
        if (error) {
          context.status = 400
          context.body = envelope(error, requestId)
          return
        }
        const answer = await handlers[name](input)
        context.status = answer.status
        context.body = answer.body
      })
    }
    const app = new Koa().use(router.routes())
    return (port) => app.listen(port, '127.0.0.1')
  },
}

/** A caller's own where it is harmless. */
function requestIdOf({ headers }) {
  const sent = headers['x-request-id']
  return sent !== undefined && /^[\w.:+/=@-]{1,128}$/.test(sent) ? sent : randomUUID()
}

/** Koa has no reader of bodies of its own. */
async function json(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return JSON.parse(Buffer.concat(chunks).toString())
}

function check(validators, { params, query, body }, hasBody) {
  const numbered = { ...query, ...(query.limit !== undefined && { limit: Number(query.limit) }) }
  const parts = {
    params: validators.params.safeParse({ customerId: Number(params.customerId) }),
    ...(validators.query && { query: validators.query.safeParse(numbered) }),
    ...(hasBody && { body: validators.bodies['application/json'].safeParse(body) }),
  }
  const input = {}
  const details = []
  for (const [field, { data, error }] of Object.entries(parts)) {
    input[field] = data
    for (const { path: place, message } of error?.issues ?? [])
      details.push({ field: [field, ...place].join('.'), message })
  }
  return details.length > 0 ? { error: details } : { input }
}

function envelope(details, requestId) {
  const message = 'The request does not match the API description.'
  return { error: { code: 'VALIDATION_ERROR', message, details }, meta: { requestId } }
}
