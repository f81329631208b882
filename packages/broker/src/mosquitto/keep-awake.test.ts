import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { MqttClient } from 'mqtt'
import { expect, onTestFinished, test, vi } from 'vitest'
import { keepAwake } from './keep-awake.js'

const CONNACK = Buffer.from([0x20, 3, 0, 0, 0])
const PUBLISH = Buffer.from([0x30, 5, 0, 1, 97, 0, 49])
const KEEPALIVE_S = 1
const SLOW = { timeout: 4_000 }

test('a broker that sends much and answers no ping is awake until it falls silent; without us (the broken twin) it is cut', async () => {
  const broker = await openDeafBroker()
  const { client, socket } = await broker.client()
  onTestFinished(keepAwake(client, socket, KEEPALIVE_S))
  const { client: twin } = await broker.client()

  await vi.waitFor(() => expect(twin.connected).toBe(false), SLOW)
  expect(client.connected).toBe(true)
  broker.fallSilent()

  await vi.waitFor(() => expect(client.connected).toBe(false), SLOW)
})

test('a connection that we do not read is not cut for its silence', async () => {
  const broker = await openDeafBroker()
  const { client, socket } = await broker.client()
  onTestFinished(keepAwake(client, socket, KEEPALIVE_S))
  socket.pause()
  const { client: twin } = await broker.client()

  await vi.waitFor(() => expect(twin.connected).toBe(false), SLOW)

  expect(client.connected).toBe(true)
})

/** Lets everybody in, sends a publish twenty times a second, and answers nothing. */
async function openDeafBroker() {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.once('data', () => socket.write(CONNACK))
    socket.resume()
  })
  const timer = setInterval(() => {
    for (const socket of sockets) socket.write(PUBLISH)
  }, 50)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  onTestFinished(() => {
    clearInterval(timer)
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return {
    fallSilent: () => clearInterval(timer),
    async client() {
      const socket = connect({ host: '127.0.0.1', port })
      const options = { protocolVersion: 5, keepalive: KEEPALIVE_S, reconnectPeriod: 0 } as const
      const client = new MqttClient(() => socket, options)
      client.on('error', () => undefined)
      onTestFinished(() => void client.end(true))
      await new Promise((resolve) => client.once('connect', resolve))
      return { client, socket }
    },
  }
}
