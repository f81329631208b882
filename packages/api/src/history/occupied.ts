import { type Interval, occupiedIntervals, occupiedShare } from '@bypuls/model'
import type { PlaceRecord, PointRecord } from '@bypuls/registry'
import type { SiteHistoryDeps } from './until.js'

/** How much of each window a place is occupied, 0 to 1; windows that are not known are 0. */
export type OccupiedOf = (place: string) => readonly number[]

type OccupiedQuery = {
  readonly places: readonly PlaceRecord[]
  readonly points: readonly PointRecord[]
  readonly windows: readonly Interval[]
  readonly timezone: string
}

/**
 * The occupied share of windows, per place: from its schedule, or where it has none from the mean of
 * its `occupancy` point. A place with neither is never occupied, so nothing there is judged.
 */
export async function occupiedShares(
  { series }: Pick<SiteHistoryDeps, 'series'>,
  query: OccupiedQuery,
): Promise<OccupiedOf> {
  const { windows, timezone } = query
  const range = { start: windows[0]?.start ?? 0, end: windows.at(-1)?.end ?? 0 }
  const shares = new Map<string, readonly number[]>()

  for (const { name, occupiedHours } of query.places) {
    if (occupiedHours.length === 0) continue
    shares.set(name, sharesOf(occupiedIntervals(occupiedHours, range, timezone), windows))
  }

  const telling = query.points.filter(
    ({ metric, place }) => metric === 'occupancy' && !shares.has(place),
  )
  const ask = { points: telling.map(({ id }) => id), windows, timezone, suspects: false }
  const answers = telling.length === 0 ? [] : await series(ask)
  for (const { point, windows: means } of answers) {
    const place = telling.find(({ id }) => id === point)?.place
    if (place !== undefined)
      shares.set(
        place,
        means.map(({ value }) => value ?? 0),
      )
  }

  return (place) => shares.get(place) ?? windows.map(() => 0)
}

/** One walk over both ordered lists: a year of hours and its school days would else be their product. */
function sharesOf(occupied: readonly Interval[], windows: readonly Interval[]): readonly number[] {
  let first = 0
  return windows.map((window) => {
    while ((occupied[first]?.end ?? Infinity) <= window.start) first += 1
    const touching: Interval[] = []
    for (let next = first; (occupied[next]?.start ?? Infinity) < window.end; next += 1) {
      touching.push(...occupied.slice(next, next + 1))
    }
    return occupiedShare(touching, window)
  })
}
