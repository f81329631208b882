import type { ApiDeps } from '../deps.js'
import { hearBeats } from './beats.js'
import type { LiveServer } from './socket.js'

const ASK_EVERY_MS = 2_000
/** A part that has not said by then how it does is none that works. */
const ANSWER_WITHIN_MS = 5_000

/**
 * Tells every client when the values stand still, and when they move again: a part of the platform is
 * down or does not say, or a living ingest worker is no longer heard by the way of the live frames.
 */
export function watchStatus(io: LiveServer, deps: ApiDeps): () => void {
  const { ingest, logger } = deps
  const beats = hearBeats({ ...deps, workers: () => ingest.workers?.() ?? [] })
  let stale = false
  let asking = false
  io.on('connection', (socket) => {
    if (stale) socket.emit('status', { stale })
  })

  async function ask(): Promise<void> {
    const silent = beats.silent()
    const now = silent.length > 0 || !(await isWell(deps))
    if (now === stale) return
    stale = now
    logger.info({ stale, silent }, stale ? 'live values stand still' : 'live values move again')
    io.emit('status', { stale })
  }

  const timer = setInterval(() => {
    if (asking || (io.engine.clientsCount === 0 && !stale)) return
    asking = true
    ask()
      .catch((error: unknown) => logger.warn({ err: error }, 'health could not be asked'))
      .finally(() => {
        asking = false
      })
  }, ASK_EVERY_MS).unref()
  return () => {
    clearInterval(timer)
    beats.close()
  }
}

async function isWell({ health }: Pick<ApiDeps, 'health'>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ANSWER_WITHIN_MS).unref()
  })
  const parts = await Promise.race([health().catch(() => null), late])
  clearTimeout(timer)
  return parts?.every((part) => part.ok) ?? false
}
