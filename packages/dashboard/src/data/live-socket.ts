import type { LiveFrame, WatchAnswer, WatchRequest } from '@bypuls/model'
import { io, type Socket } from 'socket.io-client'
import type { LiveStore } from './live-store.js'

type ServerEvents = {
  frame: (frame: LiveFrame) => void
  status: (status: { stale: boolean }) => void
}
type ClientEvents = { watch: (request: WatchRequest, answer: (a: WatchAnswer) => void) => void }

/** The longest wait between two attempts: a server that is back is noticed within it. */
const RETRY_MS = 2_500
const FIRST_RETRY_MS = 1_000
/** So many pages do not all come back in the same moment. */
const JITTER = 0.3

/** What is being watched on a connection, and how to let go of it. */
export type LiveSocket = {
  /** Watches sites and points until the returned function is called. */
  watch: (request: WatchRequest) => () => void
  /** Tries to connect now instead of waiting. */
  retry: () => void
  close: () => void
}

export type LiveSocketOptions = {
  readonly store: LiveStore
  /** Called when values move again after they stood still: what the page has fetched may be old by then. */
  readonly onBack: () => void
  /** Where the platform is; without it where the page came from. */
  readonly url?: string
}

/** Keeps one socket to the platform and feeds `store`. Reconnects for ever and asks again for what is watched. */
export function openLiveSocket({ store, onBack, url }: LiveSocketOptions): LiveSocket {
  const options = {
    transports: ['websocket'],
    reconnectionDelay: FIRST_RETRY_MS,
    reconnectionDelayMax: RETRY_MS,
    randomizationFactor: JITTER,
  }
  const socket: Socket<ServerEvents, ClientEvents> =
    url === undefined ? io(options) : io(url, options)
  const watched = new Set<WatchRequest>()
  let queued = false
  let again: ReturnType<typeof setTimeout> | undefined

  socket.on('connect', () => {
    const wasLost = store.status().connection === 'lost'
    const back = { retryAt: null, lostAt: null, attempt: 0 }
    // Another server may answer than the one that said so; this one says it again if it holds.
    store.setStatus({ connection: 'open', serverStale: false, ...back })
    ask()
    if (wasLost) onBack()
  })
  socket.on('disconnect', (reason) => {
    lost(FIRST_RETRY_MS)
    if (reason === 'io client disconnect') clearTimeout(again)
  })
  socket.on('connect_error', () => {
    const { attempt } = store.status()
    store.setStatus({ attempt: attempt + 1 })
    lost(Math.min(FIRST_RETRY_MS * 2 ** attempt, RETRY_MS))
  })
  socket.on('frame', (frame) => store.takeFrame(frame, Date.now()))
  socket.on('status', ({ stale }) => {
    const wasStale = store.status().serverStale
    store.setStatus({ serverStale: stale })
    if (!wasStale || stale) return
    ask()
    onBack()
  })

  function lost(waitMs: number) {
    const lostAt = store.status().lostAt ?? Date.now()
    store.setStatus({ connection: 'lost', lostAt, retryAt: Date.now() + waitMs })
    // The library does not come back by itself where the server said farewell or refused.
    clearTimeout(again)
    if (!socket.active)
      again = setTimeout(() => socket.connect(), waitMs * (1 + JITTER * Math.random()))
  }

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
      clearTimeout(again)
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
