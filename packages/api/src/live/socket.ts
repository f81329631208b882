import type { Server as HttpServer } from 'node:http'
import { type WatchAnswer, WatchRequest } from '@bypuls/model'
import type { Caller } from '@bypuls/registry'
import { Server, type Socket } from 'socket.io'
import { z } from 'zod'
import type { Authenticate } from '../auth.js'
import type { ApiDeps } from '../deps.js'
import { createLatestView } from '../latest.js'
import { mayReadSite } from '../rule.js'
import { isOwnOrigin } from '../security.js'

export type LiveOptions = {
  readonly server: HttpServer
  readonly deps: ApiDeps
  readonly authenticate: Authenticate
}

/** socket.io on `/socket.io`: clients `watch` sites and points, the server sends them `frame`. */
export function openLiveSockets({ server, deps, authenticate }: LiveOptions) {
  const io = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 16 * 1024,
    allowRequest(req, callback) {
      callback(null, isOwnOrigin(req.headers.origin, req.headers.host, deps.publicUrl))
    },
  })
  io.use((socket, next) => {
    authenticate({ authorization: bearerOf(socket), address: socket.handshake.address }).then(
      (caller) => {
        socket.data.caller = caller
        next()
      },
      () => next(new Error('The credential is wrong or no longer good.')),
    )
  })
  io.on('connection', (socket) => {
    socket.on('watch', (request: unknown, acknowledge: unknown) => {
      const answer = watch(socket, request)
      if (typeof acknowledge === 'function') acknowledge(answer)
    })
  })
  const stop = deps.frames.followAll((frame) => io.to(`site:${frame.site}`).emit('frame', frame))

  function watch(socket: Socket, input: unknown): WatchAnswer {
    const request = WatchRequest.safeParse(input)
    if (!request.success) return { ok: false, problem: z.prettifyError(request.error) }
    const view = deps.registry.view()
    const caller: Caller = socket.data.caller
    const sites = request.data.sites.map((name) => view.sites.get(name))
    const latestOf = createLatestView(deps)
    const latest = []
    for (const site of sites) {
      if (site === undefined || !mayReadSite(caller, site)) {
        return { ok: false, problem: 'There is no such site.' }
      }
      for (const point of view.pointsOfSite.get(site.name) ?? []) {
        latest.push(latestOf(point, site))
      }
    }
    for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room)
    for (const name of request.data.sites) void socket.join(`site:${name}`)
    return { ok: true, latest }
  }

  return {
    async close() {
      stop()
      await io.close()
    },
  }
}

function bearerOf(socket: Socket): string | undefined {
  const { token } = z
    .object({ token: z.string().optional() })
    .catch({})
    .parse(socket.handshake.auth)
  return token === undefined ? socket.handshake.headers.authorization : `Bearer ${token}`
}
