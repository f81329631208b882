import type { LiveFrame, Reading } from '@bypuls/model'

/** Where frames go, and the time that stands in them. */
export type LiveDeps = {
  readonly publish: (topic: string, payload: string) => void
  readonly now: () => number
}

/** Newest values on their way to the pages: one frame per site, at most two a second. */
export type Live = {
  add(reading: Reading): void
  /** Sends nothing any more. */
  close(): void
}

/** A site's frames are at least this far apart. */
export const FRAME_EVERY_MS = 500

/** `resting`: a frame went out less than half a second ago. */
type Site = { readonly values: Map<string, Reading>; resting: boolean }

/** Publishes `LiveFrame`s to `bypuls/live/<site>`, each with the newest value of every point that moved. */
export function createLive({ publish, now }: LiveDeps): Live {
  const sites = new Map<string, Site>()
  let closed = false

  function send(name: string, site: Site): void {
    site.resting = false
    if (closed || site.values.size === 0) return
    const values = [...site.values.values()]
    site.values.clear()
    publish(`bypuls/live/${name}`, JSON.stringify(toFrame(name, now(), values)))
    rest(name, site, FRAME_EVERY_MS)
  }

  function rest(name: string, site: Site, ms: number): void {
    site.resting = true
    setTimeout(() => send(name, site), ms).unref()
  }

  return {
    add(reading) {
      const name = reading.point.slice(0, reading.point.indexOf('.'))
      const site = sites.get(name) ?? { values: new Map(), resting: false }
      sites.set(name, site)
      site.values.set(reading.point, reading)
      // The first of a batch opens a frame that takes the rest of the batch along.
      if (!site.resting) rest(name, site, 0)
    },
    close() {
      closed = true
    },
  }
}

function toFrame(site: string, at: number, readings: readonly Reading[]): LiveFrame {
  return {
    site,
    at,
    values: readings.map(({ point, observedAt, value, flag }) => [point, observedAt, value, flag]),
  }
}
