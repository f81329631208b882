import { DeadLetterList, DeviceMessageList } from '@bypuls/model'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'

let api: TestApi
beforeEach(async () => {
  api = await openTestApi()
})
afterEach(() => api.close())

const send = (body: string, query = '', secret = 'alpha-password') =>
  fetch(`${api.url}/api/v1/ingest/alpha/box${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
    body,
  })

test('a payload is taken with 202 once it is on disk', async () => {
  const answer = await send('{"co2":640}')

  expect(answer.status).toBe(202)
  expect(await answer.json()).toEqual({ id: '1' })
})

test('with `wait` it is answered with what became of each reading', async () => {
  const stored = await send('{"co2":640}', '?wait=true')
  const rejected = await send('{"co2":"high"}', '?wait=true')

  expect(stored.status).toBe(200)
  expect(await stored.json()).toEqual({
    id: '1',
    readings: [
      {
        point: 'alpha-open.room-1.co2',
        observedAt: '2026-11-23T12:00:00+01:00',
        value: 640,
        unit: '[ppm]',
        quality: 'good',
      },
    ],
    rejected: [],
  })
  expect(rejected.status).toBe(422)
  expect(await rejected.json()).toMatchObject({
    status: 422,
    errors: [{ path: 'co2', message: 'malformed: expected a number, got {"co2":"high"}' }],
    readings: [],
  })
})

test('a read token sends nothing, a write token does, an unknown device is 404', async () => {
  const unknown = await fetch(`${api.url}/api/v1/ingest/alpha/nobody`, {
    method: 'POST',
    headers: { authorization: 'Bearer alpha:write' },
  })

  expect((await send('{"co2":1}', '', 'alpha:read')).status).toBe(404)
  expect((await send('{"co2":1}', '', 'alpha:write')).status).toBe(202)
  expect(unknown.status).toBe(404)
})

test('the device reads its own messages and dead letters', async () => {
  await send('{"co2":640}')
  await send('rubbish')

  const messages = await api.read(
    DeviceMessageList,
    '/api/v1/devices/alpha/box/messages',
    'alpha-password',
  )
  const letters = await api.read(DeadLetterList, '/api/v1/dead-letters', 'alpha:read')

  expect(messages.items.map(({ outcome, payload }) => [outcome, payload])).toEqual([
    ['rejected', 'rubbish'],
    ['stored', '{"co2":640}'],
  ])
  expect(letters.items).toMatchObject([{ reason: 'malformed', device: 'box' }])
  expect(atob(letters.items[0]?.bytes ?? '')).toBe('rubbish')
})

test('`follow` sends the messages before and each new one', async () => {
  await send('{"co2":1}')
  const answer = await api.get('/api/v1/devices/alpha/box/messages?follow=true', 'alpha:read')
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()

  let text = (await reader?.read())?.value ?? ''
  await send('{"co2":2}')
  while (!text.includes('{\\"co2\\":2}')) text += (await reader?.read())?.value ?? ''

  expect(text.match(/event: message\ndata: /g)).toHaveLength(2)
  await reader?.cancel()
})
