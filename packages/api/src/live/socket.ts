import type { Server as HttpServer } from 'node:http'
import type { LiveFrame, WatchAnswer } from '@bypuls/model'
import type { Caller } from '@bypuls/registry'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Authenticate } from '../auth.js'
import type { ApiDeps } from '../deps.js'
import { isOwnOrigin } from '../security.js'
import type { HeardBeats } from './beats.js'
import { type Client, createClient, roomOf } from './client.js'
import { watchStatus } from './status.js'
import { watch, watchAgain } from './watch.js'

type FromClient = { watch: (request: unknown, acknowledge: unknown) => void }
type ToClient = {
  frame: (frame: LiveFrame) => void
  status: (status: { readonly stale: boolean }) => void
}
type OfSocket = { caller: Caller }
type BetweenServers = Record<string, never>

export type LiveServer = Server<FromClient, ToClient, BetweenServers, OfSocket>
export type LiveSocket = Socket<FromClient, ToClient, BetweenServers, OfSocket>

export type LiveOptions = {
  readonly server: HttpServer
  readonly deps: ApiDeps
  readonly authenticate: Authenticate
  readonly beats: HeardBeats
}

/** How often slow clients are looked after. */
const CHECK_EVERY_MS = 250

/** socket.io on `/socket.io`: clients `watch` sites and points, the server sends them `frame`. */
export function openLiveSockets({ server, deps, authenticate, beats }: LiveOptions) {
  const clients = new Set<Client>()
  const io: LiveServer = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    // A machine that vanished says no farewell: its pages look for another within this time.
    pingInterval: 5_000,
    pingTimeout: 10_000,
    allowRequest(req, callback) {
      callback(null, isOwnOrigin(req.headers.origin, req.headers.host, deps.publicUrl))
    },
  })
  io.use((socket, next) => {
    const { address: remote, headers } = socket.handshake
    const address = deps.clientAddress(remote, headers['x-forwarded-for'])
    authenticate({ authorization: bearerOf(socket), address }).then(
      (caller) => {
        socket.data.caller = caller
        next()
      },
      () => next(new Error('The credential is wrong or no longer good.')),
    )
  })
  io.on('connection', (socket) => {
    const client = createClient(socket)
    clients.add(client)
    socket.on('disconnect', () => clients.delete(client))
    socket.on('watch', (request, acknowledge) => {
      const answer: WatchAnswer = watch(client, request, deps)
      if (typeof acknowledge === 'function') acknowledge(answer)
    })
  })

  const stopFrames = deps.frames.followAll((frame) => {
    for (const client of clients) client.take(frame, deps.now())
    io.to(roomOf(frame.site)).emit('frame', frame)
  })
  const stopChanges = deps.registry.onChange(() => {
    for (const client of clients) watchAgain(client, deps)
  })
  const timer = setInterval(() => {
    for (const client of clients) client.check(deps.now())
  }, CHECK_EVERY_MS).unref()
  const stopStatus = watchStatus(io, { ...deps, beats })

  return {
    count: () => clients.size,
    async close() {
      clearInterval(timer)
      stopStatus()
      stopChanges()
      stopFrames()
      await io.close()
    },
  }
}

const Auth = z.object({ token: z.string().optional() }).catch({})

function bearerOf(socket: LiveSocket): string | undefined {
  const { token } = Auth.parse(socket.handshake.auth)
  return token === undefined ? socket.handshake.headers.authorization : `Bearer ${token}`
}
