import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'

let api: TestApi
let socket: Socket
beforeEach(async () => {
  api = await openTestApi()
  socket = io(api.url, { transports: ['websocket'], auth: { token: 'alpha:read' } })
})
afterEach(async () => {
  socket.disconnect()
  await api.close()
})

const frame = (site: string) => ({ site, at: 1, values: [[`${site}.room-1.co2`, 1, 640, 'good']] })

test('sends the frames of a watched site and of no other', async () => {
  const answer = await socket.emitWithAck('watch', { sites: ['alpha-own'] })
  const received = new Promise((resolve) => socket.once('frame', resolve))

  api.emit('bypuls/live/beta-open', frame('beta-open'))
  api.emit('bypuls/live/alpha-own', frame('alpha-own'))

  expect(answer).toMatchObject({ ok: true, latest: [{ point: 'alpha-own.room-1.co2' }, {}] })
  expect(await received).toEqual(frame('alpha-own'))
})

test('refuses to watch what the caller may not see', async () => {
  const answer = await socket.emitWithAck('watch', { sites: ['beta-own'] })

  expect(answer).toEqual({ ok: false, problem: 'There is no such site.' })
})

test('sends single points without the rest of their site', async () => {
  await socket.emitWithAck('watch', { points: ['alpha-own.room-1.co2'] })
  const received = new Promise((resolve) => socket.once('frame', resolve))

  const other = ['alpha-own.room-1.indoor-temperature', 1, 21, 'good']
  const both = frame('alpha-own')
  api.emit('bypuls/live/alpha-own', { ...both, values: [other, ...both.values] })

  expect(await received).toEqual(both)
})

test('a new `watch` replaces the one before', async () => {
  await socket.emitWithAck('watch', { sites: ['alpha-own'] })
  await socket.emitWithAck('watch', { sites: ['alpha-open'] })
  const received = new Promise((resolve) => socket.once('frame', resolve))

  api.emit('bypuls/live/alpha-own', frame('alpha-own'))
  api.emit('bypuls/live/alpha-open', frame('alpha-open'))

  expect(await received).toEqual(frame('alpha-open'))
})

test('refuses a wrong token, and another site’s page', async () => {
  const refused = (options: object) =>
    new Promise<string>((resolve) => {
      const other = io(api.url, { transports: ['websocket'], reconnection: false, ...options })
      other.once('connect_error', (error) => resolve(error.message))
      other.once('connect', () => {
        other.disconnect()
        resolve('connected')
      })
    })

  const wrong = await refused({ auth: { token: 'wrong' } })
  const foreign = await refused({ extraHeaders: { origin: 'https://elsewhere.example' } })
  const own = await refused({ extraHeaders: { origin: api.url } })

  expect(wrong).toBe('The credential is wrong or no longer good.')
  expect(foreign).toBe('websocket error')
  expect(own).toBe('connected')
})

test('the same frames come as Server-Sent Events', async () => {
  const answer = await api.get('/api/v1/live?site=alpha-own', 'alpha:read')
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()

  api.emit('bypuls/live/beta-open', frame('beta-open'))
  api.emit('bypuls/live/alpha-own', frame('alpha-own'))

  const text = (await reader?.read())?.value
  expect(text).toBe(`event: frame\ndata: ${JSON.stringify(frame('alpha-own'))}\n\n`)
  await reader?.cancel()
})
