import {
  addTallies,
  boundsOf,
  EN_16798_1,
  type IndoorClimate,
  IndoorMetric,
  metricBySlug,
  NO_TIME,
  type SiteIndoor,
  tallyHours,
  toOccupiedTime,
  type WindowSize,
  zonedIso,
} from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import { type RoomParts, roomParts } from './room-parts.js'
import { toRoomHours, toRoomWindows } from './rooms.js'
import { type SiteHistoryDeps, type SiteQuery, siteRecord } from './until.js'

export type IndoorQuery = SiteQuery & { readonly size: WindowSize }
export type IndoorHistory = { site(query: IndoorQuery): Promise<SiteIndoor> }

/**
 * The indoor climate of a site's rooms against EN 16798-1. Classified is the mean of each local hour,
 * weighted by how much of the hour is occupied; an hour with too few readings is not judged, and the
 * hour that goes on is judged by the part that has passed.
 */
export function createIndoorHistory(deps: SiteHistoryDeps): IndoorHistory {
  return {
    async site(query) {
      const site = siteRecord(deps, query.site)
      const parts = await roomParts(deps, site, { ...query, metrics: IndoorMetric.options })
      return {
        site: query.site,
        timezone: site.timezone,
        window: query.size,
        from: zonedIso(query.from, site.timezone),
        to: zonedIso(query.to, site.timezone),
        outdoorCo2Ppm: site.outdoorCo2Ppm,
        source: EN_16798_1.source,
        climates: IndoorMetric.options.flatMap((metric) => climateOf(metric, site, parts)),
      }
    },
  }
}

/** One metric in all rooms that measure it; nothing where none does. */
function climateOf(metric: IndoorMetric, site: SiteRecord, parts: RoomParts): IndoorClimate[] {
  const { timezone } = site
  const settings = { outdoorCo2Ppm: site.outdoorCo2Ppm }
  const rooms = parts.rooms.flatMap((place) => {
    const point = parts.points.find((own) => own.place === place.name && own.metric === metric)
    if (point === undefined) return []
    const hours = toRoomHours(parts.hours.get(point.id) ?? [], parts.occupiedHours(place.name))
    const tally = tallyHours(hours, metric, settings)
    const windows = toRoomWindows({
      metric,
      settings,
      size: parts.size,
      timezone,
      hours,
      windows: parts.windows.get(point.id) ?? [],
      occupied: parts.occupied(place.name),
    })
    const room = {
      place: place.name,
      placeTitle: place.title,
      usage: place.usage,
      point: point.id,
      occupied: toOccupiedTime(tally, metric),
      windows,
    }
    return [{ tally, room }]
  })
  if (rooms.length === 0) return []
  const { lower, upper } = boundsOf(metric, settings)
  const together = rooms.map(({ tally }) => tally).reduce(addTallies, NO_TIME)
  return [
    {
      metric,
      unit: metricBySlug(metric)?.unit ?? '',
      bounds: { lower: lower === null ? null : [...lower], upper: [...upper] },
      occupied: toOccupiedTime(together, metric),
      rooms: rooms.map(({ room }) => room),
    },
  ]
}
