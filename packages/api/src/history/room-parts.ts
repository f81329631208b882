import type { IndoorMetric, Interval, WindowSize } from '@bypuls/model'
import type { PlaceRecord, PointRecord, SiteRecord } from '@bypuls/registry'
import { type OccupiedOf, occupiedShares } from './occupied.js'
import type { SeriesWindow } from './series-shapes.js'
import { cutWindows, knownOf, type SiteHistoryDeps } from './until.js'

export type RoomsQuery = {
  readonly from: number
  readonly to: number
  readonly size: WindowSize
  readonly metrics: readonly IndoorMetric[]
}

/** A site's rooms and what is known of them in a range; windows by point, occupied shares by place. */
export type RoomParts = {
  readonly size: WindowSize
  readonly rooms: readonly PlaceRecord[]
  readonly points: readonly PointRecord[]
  readonly hours: ReadonlyMap<string, readonly SeriesWindow[]>
  readonly windows: ReadonlyMap<string, readonly SeriesWindow[]>
  readonly occupiedHours: OccupiedOf
  readonly occupied: OccupiedOf
}

/** Asks for the rooms' metrics: their local hours up to now, and the windows to show. */
export async function roomParts(
  deps: SiteHistoryDeps,
  site: SiteRecord,
  query: RoomsQuery,
): Promise<RoomParts> {
  const { timezone } = site
  const { series, until } = knownOf(deps, site)
  const rooms = [...deps.view().places.values()].filter(
    (place) => place.site === site.name && place.kind === 'room',
  )
  const names = new Set(rooms.map(({ name }) => name))
  const points = (deps.view().pointsOfSite.get(site.name) ?? []).filter(({ place }) =>
    names.has(place),
  )
  const indoor = points.filter(({ metric }) => query.metrics.some((one) => one === metric))
  const ask = async (windows: readonly Interval[], suspects: boolean) => {
    const asked = { points: indoor.map(({ id }) => id), windows, timezone, suspects }
    const answers = indoor.length === 0 ? [] : await series(asked)
    return new Map(answers.map((answer) => [answer.point, answer.windows]))
  }
  const occupiedIn = (windows: readonly Interval[]) =>
    occupiedShares({ series }, { places: rooms, points, windows, timezone })

  const windows = cutWindows(query, query.size, timezone)
  const hours = cutWindows({ from: query.from, to: Math.min(query.to, until) }, 'PT1H', timezone)
  const same = query.size === 'PT1H' && query.to <= until
  // Hours that are only tallied need no word of what was left out.
  const hourly = await ask(hours, same)
  const occupiedHours = await occupiedIn(hours)
  return {
    size: query.size,
    rooms,
    points: indoor,
    hours: hourly,
    windows: same ? hourly : await ask(windows, true),
    occupiedHours,
    occupied: same ? occupiedHours : await occupiedIn(windows),
  }
}
