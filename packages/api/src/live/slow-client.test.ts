import { connect, type Socket } from 'node:net'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'
import { NOON } from '../testing/town.js'

/** A frame of about 100 kB. */
const frame = (at: number) => ({
  site: 'alpha-open',
  at,
  values: Array.from({ length: 1_500 }, (_, index) => [
    `alpha-open.room-${index}.indoor-temperature`,
    at,
    at,
    'good',
  ]),
})

let api: TestApi
let now = NOON
const stuck: Socket[] = []
beforeEach(async () => {
  now = NOON
  api = await openTestApi({ now: () => now })
})
afterEach(async () => {
  for (const socket of stuck.splice(0)) socket.destroy()
  await api.close()
})

test('a client that stops reading is cut off after ten seconds and costs the others nothing', async () => {
  const slow = await watchAndStopReading(api.port)
  const quick = io(api.url, { transports: ['websocket'] })
  const seen: number[] = []
  quick.on('frame', ({ at }: { at: number }) => seen.push(at))
  await quick.emitWithAck('watch', { sites: ['alpha-open'] })

  for (let at = 1; at <= 250; at++) {
    api.emit('bypuls/live/alpha-open', frame(at))
    await vi.waitFor(() => expect(seen.at(-1)).toBe(at), { interval: 1, timeout: 5_000 })
    now += 50
  }

  now += 11_000
  await vi.waitFor(async () => expect(await openSockets()).toBe('1'), { timeout: 5_000 })
  slow.resume()
  await vi.waitFor(() => expect(slow.closed).toBe(true), { timeout: 5_000 })
  expect(seen).toHaveLength(250)
  quick.disconnect()
})

async function openSockets(): Promise<string | undefined> {
  const text = await (await api.get('/metrics')).text()
  return /bypuls_live_sockets (\d+)/.exec(text)?.[1]
}

/** Speaks websocket and socket.io by hand, so that it can leave the answers in the network. */
async function watchAndStopReading(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' })
  stuck.push(socket)
  socket.on('error', () => undefined)
  const upgraded = once(socket, '0{')
  socket.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n' +
      'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await upgraded
  const joined = once(socket, '40{')
  socket.write(masked('40'))
  await joined
  const watching = once(socket, '430[')
  socket.write(masked('420["watch",{"sites":["alpha-open"]}]'))
  await watching
  socket.pause()
  return socket
}

function once(socket: Socket, text: string): Promise<void> {
  return new Promise((resolve) => {
    let heard = ''
    const listen = (data: Buffer) => {
      heard += data.toString('latin1')
      if (!heard.includes(text)) return
      socket.off('data', listen)
      resolve()
    }
    socket.on('data', listen)
  })
}

/** A short text frame of a client, with a mask of zeros. */
function masked(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)])
}
