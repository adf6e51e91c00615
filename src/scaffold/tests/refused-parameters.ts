import type { Parameter } from '../../openapi/api.ts'
import { rival } from '../request/address.ts'
import { carries } from '../request/credentials.ts'
import { type Context, fieldOf, schemaOf } from '../request/parameter-samples.ts'
import { type WrittenParameter, writeParameter } from '../request/parameter-text.ts'
import { fits } from '../sample/fits.ts'
import { changed, type Refused } from './refused.ts'
import type { Stock } from './stock.ts'
import { wrongs } from './wrong.ts'

/** So many of each kind: what matters most comes first. */
const most = { absent: 3, wrong: 4 }

/** Without each of the required parameters. */
export function absentParameters(stock: Stock): readonly Refused[] {
  const required = [...stock.needed.keys()].filter(
    (one) => one.required && one.place !== 'path' && !carries(one, stock.credentials),
  )
  return required.slice(0, most.absent).map((absent) => {
    const parameters = new Map([...stock.needed].filter(([parameter]) => parameter !== absent))
    const field = fieldOf(absent)
    return { title: `no ${field}`, request: changed(stock, { parameters }), status: 400, field }
  })
}

/** First one of each parameter, then what else is wrong with the first ones. */
export function wrongParameters(stock: Stock, context: Context): readonly Refused[] {
  const { operation, samples, credentials } = stock
  const each = operation.parameters
    .filter((one) => !carries(one, credentials))
    .map((parameter) => {
      const sample = samples.written.get(parameter)
      return sample ? parameterWrongs(parameter, sample, stock, context) : []
    })
  const [firsts, seconds] = [0, 1].map((index) => each.flatMap((list) => list.slice(index, index + 1)))
  return [...(firsts ?? []), ...(seconds ?? [])].slice(0, most.wrong)
}

function parameterWrongs(
  parameter: Parameter,
  sample: WrittenParameter,
  stock: Stock,
  context: Context,
): readonly Refused[] {
  const { whole } = context.views
  const schema = schemaOf(parameter, context)
  const found: Refused[] = []
  for (const { how, value, path } of wrongs(schema, sample.read, whole)) {
    if (found.length === 2) break
    const written = writeParameter(parameter, value, context.api)
    if (!written || fits(schema, written.read, whole.find)) continue
    // A text that is sent is a text again, so that only what is wrong with its content says what is wrong with it.
    if (how.startsWith('that is no string')) continue
    const request = changed(stock, { parameters: new Map([...stock.needed, [parameter, written]]) })
    if (rival(stock.operation, request.path.replace(/\?.*/, ''), context.api)) continue
    const field = [fieldOf(parameter), ...path].join('.')
    const title = `${fieldOf(parameter)} ${how}`
    if (!found.some((one) => one.title === title)) found.push({ title, request, status: 400, field })
  }
  return found
}
