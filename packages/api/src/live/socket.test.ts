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
