import {
  addLocal,
  addTallies,
  localMidnight,
  NO_TIME,
  type OccupiedTally,
  type SiteSummary,
  tallyHours,
  toOccupiedTime,
  zonedIso,
} from '@bypuls/model'
import type { SiteRecord } from '@bypuls/registry'
import { type RoomParts, roomParts } from './room-parts.js'
import { toRoomHours } from './rooms.js'
import type { SiteHistoryDeps } from './until.js'

/** How far back a day with occupied time is looked for: over Christmas and a week of holiday. */
const DAYS_BACK = 14

/** CO2 in the occupied hours of today so far, or of the last day on which any could be judged. */
export async function indoorToday(
  deps: SiteHistoryDeps,
  site: SiteRecord,
  at: number,
): Promise<SiteSummary['indoor']> {
  const { timezone } = site
  const today = localMidnight(at, timezone)
  const ask = (from: number, to: number) =>
    roomParts(deps, site, { from, to, size: 'PT1H', metrics: ['co2'] })
  const now = await ask(today, at)
  if (now.points.length === 0) return null

  const tallies = tallyRooms(now, site, { start: today, end: at })
  if (tallies.some(({ judged }) => judged > 0)) return toSummary(tallies, today, at, timezone)
  const before = await ask(addLocal(today, { days: -DAYS_BACK }, timezone), today)
  for (let days = 1; days <= DAYS_BACK; days += 1) {
    const start = addLocal(today, { days: -days }, timezone)
    const end = addLocal(start, { days: 1 }, timezone)
    const earlier = tallyRooms(before, site, { start, end })
    if (earlier.some(({ judged }) => judged > 0)) return toSummary(earlier, start, end, timezone)
  }
  return toSummary(tallies, today, at, timezone)
}

function tallyRooms(
  parts: RoomParts,
  { outdoorCo2Ppm }: SiteRecord,
  range: { readonly start: number; readonly end: number },
): OccupiedTally[] {
  return parts.points.map(({ id, place }) => {
    const hours = toRoomHours(parts.hours.get(id) ?? [], parts.occupiedHours(place))
    const within = hours.filter(({ start, end }) => start >= range.start && end <= range.end)
    return tallyHours(within, 'co2', { outdoorCo2Ppm })
  })
}

function toSummary(
  tallies: readonly OccupiedTally[],
  from: number,
  to: number,
  timezone: string,
): SiteSummary['indoor'] {
  const together = toOccupiedTime(tallies.reduce(addTallies, NO_TIME), 'co2')
  return {
    from: zonedIso(from, timezone),
    to: zonedIso(to, timezone),
    atMost1000ppm: together.atMost1000ppm,
    shares: together.shares,
    rooms: tallies.length,
    roomsJudged: tallies.filter(({ judged }) => judged > 0).length,
    judgedHours: together.judgedHours,
    coverage: together.coverage,
  }
}
