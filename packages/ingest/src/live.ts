import { createRepeatingMap, type Flag, type LiveFrame, type Reading } from '@bypuls/model'

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

/** `moved`: what the next frame takes; `resting`: a frame went out less than half a second ago. */
type Site = { readonly name: string; moved: Seat[]; resting: boolean }
/** A point's place in its site's frames, updated in place: a reading that is held costs a collection. */
type Seat = {
  readonly site: Site
  readonly point: string
  observedAt: number
  value: number
  flag: Flag
  isMoved: boolean
}

/** Publishes `LiveFrame`s to `bypuls/live/<site>`, each with the newest value of every point that moved. */
export function createLive({ publish, now }: LiveDeps): Live {
  const sites = new Map<string, Site>()
  const seats = createRepeatingMap<Seat>()
  let closed = false

  function send(site: Site): void {
    site.resting = false
    if (closed || site.moved.length === 0) return
    const { name, moved } = site
    site.moved = []
    for (const seat of moved) seat.isMoved = false
    publish(`bypuls/live/${name}`, JSON.stringify(toFrame(name, now(), moved)))
    rest(site, FRAME_EVERY_MS)
  }

  function rest(site: Site, ms: number): void {
    site.resting = true
    setTimeout(() => send(site), ms).unref()
  }

  function seatOf({ point, observedAt, value, flag }: Reading): Seat {
    const name = point.slice(0, point.indexOf('.'))
    const site = sites.get(name) ?? { name, moved: [], resting: false }
    sites.set(name, site)
    const seat = { site, point, observedAt, value, flag, isMoved: false }
    seats.add(point, seat)
    return seat
  }

  return {
    add(reading) {
      const seat = seats.get(reading.point) ?? seatOf(reading)
      seat.observedAt = reading.observedAt
      seat.value = reading.value
      seat.flag = reading.flag
      if (seat.isMoved) return
      seat.isMoved = true
      const { site } = seat
      site.moved.push(seat)
      // The first of a batch opens a frame that takes the rest of the batch along.
      if (!site.resting) rest(site, 0)
    },
    close() {
      closed = true
    },
  }
}

function toFrame(site: string, at: number, moved: readonly Seat[]): LiveFrame {
  return {
    site,
    at,
    values: moved.map(({ point, observedAt, value, flag }) => [point, observedAt, value, flag]),
  }
}
