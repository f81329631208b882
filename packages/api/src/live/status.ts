import type { ApiDeps, PartHealth } from '../deps.js'
import type { HeardBeats } from './beats.js'
import type { LiveServer } from './socket.js'

const ASK_EVERY_MS = 2_000
/** A part that has not said by then how it does is none that works. */
const ANSWER_WITHIN_MS = 5_000

export type StatusDeps = Pick<ApiDeps, 'health' | 'logger'> & { readonly beats: HeardBeats }

type Failing = Extract<PartHealth, { readonly ok: false }>

/**
 * Tells every client when the values stand still, and when they move again: a part of the platform is
 * down or does not say, or a living ingest worker is no longer heard by the way of the live frames. The
 * log names which.
 */
export function watchStatus(io: LiveServer, deps: StatusDeps): () => void {
  const { beats, logger } = deps
  let stale = false
  let told = ''
  let asking = false
  io.on('connection', (socket) => {
    if (stale) socket.emit('status', { stale })
  })

  async function ask(): Promise<void> {
    const isWatched = io.engine.clientsCount > 0 || stale
    const parts = isWatched ? await partsOf(deps) : [beats.health()]
    const failing = parts.filter((part): part is Failing => part?.ok === false)
    const names = failing.map(({ name }) => name).join(', ')
    if (names === told) return
    told = names
    if (names === '') logger.info('live values move again')
    else {
      const details = failing.map(({ name, detail }) => `${name}: ${detail}`).join('; ')
      logger.warn({ parts: failing }, `live values stand still: ${details}`)
    }
    if (stale === (names !== '')) return
    stale = names !== ''
    io.emit('status', { stale })
  }

  const timer = setInterval(() => {
    if (asking) return
    asking = true
    ask()
      .catch((error: unknown) => logger.warn({ err: error }, 'health could not be asked'))
      .finally(() => {
        asking = false
      })
  }, ASK_EVERY_MS).unref()
  return () => clearInterval(timer)
}

/** All parts, or that they do not say. */
async function partsOf({ health }: StatusDeps): Promise<readonly PartHealth[]> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<readonly PartHealth[]>((resolve) => {
    const tell = () => resolve([silent(`nothing within ${ANSWER_WITHIN_MS} ms`)])
    timer = setTimeout(tell, ANSWER_WITHIN_MS).unref()
  })
  const parts = await Promise.race([
    health().catch((error: unknown) => [silent(String(error))]),
    late,
  ])
  clearTimeout(timer)
  return parts
}

function silent(why: string): PartHealth {
  return {
    name: 'health',
    ok: false,
    detail: `the parts do not say how they do (${why})`,
    remedy: 'See /readyz and the log of this process.',
  }
}
