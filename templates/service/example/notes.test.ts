import { describe, expect, test } from 'vitest'
import { start } from './start.js'

const json = { 'content-type': 'application/json' }
const post = (url: string, body: string) => fetch(`${url}/notes`, { method: 'POST', headers: json, body })

describe('notes', () => {
  test('are added, listed, read and removed', async () => {
    const { url } = await start()
    const added = await post(url, '{ "text": "Buy milk" }')
    expect(added.status).toBe(201)
    const place = `${url}${added.headers.get('location')}`
    const note = await added.json()
    expect(note).toMatchObject({ text: 'Buy milk' })
    expect(await (await fetch(place)).json()).toEqual(note)
    expect(await (await fetch(`${url}/notes?limit=1`)).json()).toEqual([note])
    expect((await fetch(place, { method: 'DELETE' })).status).toBe(204)
    const gone = await fetch(place)
    expect(gone.status).toBe(404)
    expect(await gone.json()).toMatchObject({ error: { code: 'NOT_FOUND' } })
  })

  test('that do not match the API description are refused, with what is wrong', async () => {
    const { url } = await start()
    const refused = await post(url, '{ "text": "", "colour": "red" }')
    expect(refused.status).toBe(400)
    const { error } = (await refused.json()) as { error: { code: string; details: { field: string }[] } }
    expect(error.code).toBe('VALIDATION_ERROR')
    expect(error.details.map(({ field }) => field).sort()).toEqual(['body', 'body.text'])
  })

  test('that are too long are not even read', async () => {
    const { url } = await start({ MAX_BODY_BYTES: '100' })
    const refused = await post(url, `{ "text": "${'x'.repeat(100)}" }`)
    expect(refused.status).toBe(413)
  })

  test('that could not be read are our mistake, of which the caller hears nothing', async () => {
    const told: unknown[] = []
    const listNotes = async () => {
      throw new Error('password of the database')
    }
    const { url } = await start({}, { handlers: { listNotes }, onError: (error) => told.push(error) })
    const failed = await fetch(`${url}/notes`)
    expect(failed.status).toBe(500)
    expect(await failed.text()).not.toContain('password')
    expect(told).toHaveLength(1)
  })
})
