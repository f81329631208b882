import type { LiveFrame, WatchAnswer, WatchRequest } from '@bypuls/model'
import { io, type Socket } from 'socket.io-client'
import type { LiveStore } from './live-store.js'

type ServerEvents = {
  frame: (frame: LiveFrame) => void
  status: (status: { stale: boolean }) => void
}
type ClientEvents = { watch: (request: WatchRequest, answer: (a: WatchAnswer) => void) => void }

const RETRY_MS = 8_000

/** What is being watched on a connection, and how to let go of it. */
export type LiveSocket = {
  /** Watches sites and points until the returned function is called. */
  watch: (request: WatchRequest) => () => void
  /** Tries to connect now instead of waiting. */
  retry: () => void
  close: () => void
}

/** Keeps one socket to the platform and feeds `store`. Reconnects for ever and asks again for what is watched. */
export function openLiveSocket(store: LiveStore): LiveSocket {
  const socket: Socket<ServerEvents, ClientEvents> = io({
    transports: ['websocket'],
    reconnectionDelay: 1_000,
    reconnectionDelayMax: RETRY_MS,
    randomizationFactor: 0.2,
  })
  const watched = new Set<WatchRequest>()
  let queued = false

  socket.on('connect', () => {
    const back = { retryAt: null, lostAt: null, attempt: 0 }
    store.setStatus({ connection: 'open', ...back })
    ask()
  })
  socket.on('disconnect', () => {
    store.setStatus({ connection: 'lost', lostAt: Date.now(), retryAt: Date.now() + 1_000 })
  })
  socket.on('connect_error', () => {
    const { attempt, lostAt } = store.status()
    const wait = Math.min(1_000 * 2 ** attempt, RETRY_MS)
    const lost = { connection: 'lost', lostAt: lostAt ?? Date.now() } as const
    store.setStatus({ ...lost, attempt: attempt + 1, retryAt: Date.now() + wait })
  })
  socket.on('frame', (frame) => store.takeFrame(frame, Date.now()))
  socket.on('status', ({ stale }) => store.setStatus({ serverStale: stale }))

  function ask() {
    queued = false
    if (!socket.connected) return
    socket.emit('watch', union(watched), (answer) => {
      if (answer.ok) store.takeLatest(answer.latest, Date.now())
    })
  }

  function askSoon() {
    if (queued) return
    queued = true
    queueMicrotask(ask)
  }

  return {
    watch(request) {
      watched.add(request)
      askSoon()
      return () => {
        watched.delete(request)
        askSoon()
      }
    },
    retry() {
      socket.connect()
    },
    close() {
      socket.close()
    },
  }
}

function union(requests: ReadonlySet<WatchRequest>): WatchRequest {
  const all = [...requests]
  return {
    sites: [...new Set(all.flatMap((request) => request.sites))],
    points: [...new Set(all.flatMap((request) => request.points))],
  }
}
