import { express } from './express.ts'
import { fastify } from './fastify.ts'
import type { Framework } from './framework.ts'
import { koa } from './koa.ts'

export const frameworks: readonly Framework[] = [express, fastify, koa]
