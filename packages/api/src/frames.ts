import { LiveFrame } from '@bypuls/model'
import type { Logger } from 'pino'
import { z } from 'zod'
import type { ApiParts } from './deps.js'

/** The live frames of the broker, read once and given to whoever follows their site. */
export type Frames = {
  /** Returns the way to stop. */
  follow(site: string, listener: (frame: LiveFrame) => void): () => void
  /** Hears every frame. */
  followAll(listener: (frame: LiveFrame) => void): () => void
  close(): void
}

export function openFrames({ subscribe, logger }: Pick<ApiParts, 'subscribe' | 'logger'>): Frames {
  const bySite = new Map<string, Set<(frame: LiveFrame) => void>>()
  const ofAll = new Set<(frame: LiveFrame) => void>()
  const stop = subscribe('bypuls/live/+', (_topic, payload) => {
    const frame = parseFrame(payload, logger)
    if (frame === undefined) return
    for (const listener of ofAll) listener(frame)
    for (const listener of bySite.get(frame.site) ?? []) listener(frame)
  })

  return {
    follow(site, listener) {
      const listeners = bySite.get(site) ?? new Set()
      bySite.set(site, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0 && bySite.get(site) === listeners) bySite.delete(site)
      }
    },
    followAll(listener) {
      ofAll.add(listener)
      return () => ofAll.delete(listener)
    },
    close: stop,
  }
}

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
})
const FrameText = Json.pipe(LiveFrame)

function parseFrame(payload: Uint8Array, logger: Logger): LiveFrame | undefined {
  const frame = FrameText.safeParse(new TextDecoder().decode(payload))
  if (!frame.success) logger.warn({ problem: frame.error.message }, 'a live frame that is none')
  return frame.data
}
