import type { ApiDeps } from '../deps.js'
import type { LiveServer } from './socket.js'

const ASK_EVERY_MS = 5_000

/** Tells every client when a part of the platform is down and the values stand still, and when not. */
export function watchStatus(io: LiveServer, { health, logger }: ApiDeps): () => void {
  let stale = false
  io.on('connection', (socket) => {
    if (stale) socket.emit('status', { stale })
  })

  async function ask(): Promise<void> {
    const parts = await health()
    const now = parts.some((part) => !part.ok)
    if (now === stale) return
    stale = now
    io.emit('status', { stale })
  }

  const timer = setInterval(() => {
    if (io.engine.clientsCount === 0) return
    ask().catch((error: unknown) => logger.warn({ err: error }, 'health could not be asked'))
  }, ASK_EVERY_MS).unref()
  return () => clearInterval(timer)
}
