import { isProtected } from '../project/credentials.ts'
import { carries } from '../request/credentials.ts'
import type { Context } from '../request/parameter-samples.ts'
import { requestOf } from '../request/request.ts'
import { neededBody, type Refused } from './refused.ts'
import { badBodies, wrongBodies } from './refused-bodies.ts'
import { withNul } from './refused-nul.ts'
import { absentParameters, wrongParameters } from './refused-parameters.ts'
import type { Stock } from './stock.ts'

/** One request per reason to refuse it, within bounds; without valid requests only the one that shows no credentials. */
export function refusals(stock: Stock, hasValid: boolean, context: Context): readonly Refused[] {
  const found = [
    ...withoutCredentials(stock),
    ...(hasValid ? [...badBodies(stock), ...absentParameters(stock), ...wrongParameters(stock, context)] : []),
    ...(hasValid ? [...wrongBodies(stock, context), ...withNul(stock, context)] : []),
  ]
  return found.filter(({ title }, index) => found.findIndex((one) => one.title === title) === index)
}

function withoutCredentials(stock: Stock): readonly Refused[] {
  const { operation, needed, credentials } = stock
  if (!isProtected(operation)) return []
  const parameters = new Map([...needed].filter(([parameter]) => !carries(parameter, credentials)))
  const body = neededBody(stock)
  const request = requestOf(operation, { parameters, credentials: [], ...(body && { body }) })
  return [{ title: 'no credentials', request, status: 401 }]
}
