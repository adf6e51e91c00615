import type { Json } from '../../openapi/schema.ts'
import { literal } from '../../writing/template.ts'
import { printValue } from '../print-value.ts'
import type { SentBody, SentRequest } from '../request/request.ts'
import { fileMark, isObject } from '../request/view.ts'
import { block, indent, objectKey } from '../typescript/layout.ts'
import type { PlannedAnswer } from './answer.ts'
import type { OperationCases, Taken } from './cases.ts'
import type { Refused } from './refused.ts'

/** The tests of one operation, as a statement. */
export function printCases({ operation, answer, takes, refuses, skips }: OperationCases): string {
  const { method, path, name } = operation
  const members = [
    ...(answer ? [`answer: ${printAnswer(answer)}`] : []),
    ...(takes.length > 0 ? [`takes: ${table(takes.map((one) => [one.title, printTaken(one)]))}`] : []),
    ...(refuses.length > 0 ? [`refuses: ${table(refuses.map((one) => [one.title, printRefused(one)]))}`] : []),
    ...(skips.length > 0 ? [`skips: ${block('[', skips.map(literal), ']', ',')}`] : []),
  ]
  const start = `operation('${method.toUpperCase()}', ${literal(path)}, ${literal(name)}, `
  return `${start}{\n${members.map((member) => `  ${indent(member)},`).join('\n')}\n})`
}

/** One line for each, where that is short. */
function table(rows: readonly (readonly [title: string, text: string])[]): string {
  return `{\n${rows.map(([title, text]) => `  ${objectKey(title)}: ${indent(text)},`).join('\n')}\n}`
}

function printAnswer({ bytes, body, ...rest }: PlannedAnswer): string {
  const members = Object.entries(rest).map(([key, value]) => `${key}: ${printValue(value as Json)}`)
  const content =
    bytes === undefined ? (body === undefined ? [] : [`body: ${printSample(body)}`]) : [`body: ${printBytes(bytes)}`]
  return block('{', [...members, ...content], '}', ',')
}

function printTaken({ request, input, isBytes }: Taken): string {
  const members = Object.entries(input).map(
    ([key, value]) => `${key}: ${key === 'body' && isBytes ? printBytes(String(value)) : printSample(value)}`,
  )
  return block('[', [printRequest(request), block('{', members, '}', ',')], ']', ',')
}

function printRefused({ request, status, field }: Refused): string {
  const expected = field === undefined ? [] : [literal(field)]
  return block('[', [printRequest(request), String(status), ...expected], ']', ',')
}

function printRequest({ path, headers, body }: SentRequest): string {
  const members = [
    `path: ${literal(path)}`,
    ...(Object.keys(headers).length > 0 ? [`headers: ${printValue(headers)}`] : []),
    ...(body ? [`body: ${printBody(body)}`] : []),
  ]
  return block('{', members, '}', ',')
}

const usual: Readonly<Record<SentBody['kind'], string>> = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
  text: 'text/plain',
  bytes: 'application/octet-stream',
}

function printBody({ kind, contentType, content }: SentBody): string {
  const type = contentType === usual[kind] ? [] : [literal(contentType)]
  return block(
    `${kind}(`,
    [kind === 'bytes' ? literal(String(content)) : printSample(content as Json), ...type],
    ')',
    ',',
  )
}

function printBytes(text: string): string {
  return `bytesOf(${literal(text)})`
}

/** A value, with the file for what stands for it. */
function printSample(value: Json): string {
  if (value === fileMark) return 'sampleFile'
  if (Array.isArray(value)) return block('[', value.map(printSample), ']', ',')
  if (!isObject(value))
    return typeof value === 'string' && /^x{20,}$/.test(value) ? `'x'.repeat(${value.length})` : printValue(value)
  const members = Object.entries(value).map(([name, member]) => `${objectKey(name)}: ${printSample(member)}`)
  return block('{', members, '}', ',')
}
