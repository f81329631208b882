import type { LatestTable } from '@bypuls/ingest'
import type { LiveFrame, Reading } from '@bypuls/model'

export type TellNewestDeps = {
  /** What this node knows. */
  readonly latest: Pick<LatestTable, 'get' | 'update'>
  readonly publish: (topic: string, payload: string) => void
  readonly now: () => number
}

/** So many values are a frame far below the largest packet that the broker takes. */
const MOST_VALUES = 10_000

/**
 * Takes over the newest of stored readings that came past the ingest, and tells every node and page by
 * live frames. What is newer already stays, here as at whoever hears of it.
 */
export function createTellNewest({ latest, publish, now }: TellNewestDeps) {
  return (readings: readonly Reading[]): void => {
    const at = now()
    const newest = new Map<string, number>()
    for (const reading of readings) {
      latest.update(reading, at)
      const { point, observedAt } = reading
      newest.set(point, Math.max(newest.get(point) ?? observedAt, observedAt))
    }
    const sites = new Map<string, LiveFrame['values']>()
    for (const [point, observedAt] of newest) {
      // Whether it was news here says nothing of the others: this node may have read it from the store.
      const known = latest.get(point)
      if (known === undefined || known.observedAt > observedAt) continue
      const site = point.slice(0, point.indexOf('.'))
      const values = sites.get(site) ?? []
      sites.set(site, values)
      values.push([point, known.observedAt, known.value, known.flag])
    }
    for (const [site, values] of sites) {
      for (let first = 0; first < values.length; first += MOST_VALUES) {
        const frame: LiveFrame = { site, at, values: values.slice(first, first + MOST_VALUES) }
        publish(`bypuls/live/${site}`, JSON.stringify(frame))
      }
    }
  }
}
