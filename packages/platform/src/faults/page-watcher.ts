import { io } from 'socket.io-client'

/** What a page sees of the live values: frames, and whether it knows that they stand still. */
export type PageWatcher = {
  /** Resolves with the next frame. */
  frame(): Promise<void>
  /** Whether the page is told, or sees for itself, that values stand still, within that time. */
  toldStale(withinMs: number): Promise<boolean>
  /** Resolves when frames come and nothing says that they are stale. */
  fresh(): Promise<void>
  close(): void
}

/** Watches a site as the dashboard does, and comes back by itself. */
export function watchPage(url: string, site: string): PageWatcher {
  let stale = false
  let waiting: (() => void)[] = []
  const socket = io(url, {
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: 2_000,
  })
  socket.on('connect', () => {
    socket.emitWithAck('watch', { sites: [site] }).catch(() => undefined)
  })
  socket.on('status', (status: { stale: boolean }) => {
    stale = status.stale
    changed()
  })
  socket.on('disconnect', changed)
  socket.on('frame', changed)

  function changed(): void {
    const resolve = waiting
    waiting = []
    for (const one of resolve) one()
  }
  const change = () => new Promise<void>((resolve) => waiting.push(resolve))

  function frame(): Promise<void> {
    return new Promise((resolve) => socket.once('frame', () => resolve()))
  }

  return {
    frame,
    async toldStale(withinMs) {
      const until = Date.now() + withinMs
      while (!stale && socket.connected && Date.now() < until) {
        await Promise.race([change(), new Promise((resolve) => setTimeout(resolve, 200))])
      }
      return stale || !socket.connected
    },
    async fresh() {
      for (;;) {
        await frame()
        if (!stale) return
        await change()
      }
    },
    close: () => socket.disconnect(),
  }
}
