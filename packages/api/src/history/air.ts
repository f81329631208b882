import {
  type AirHour,
  type AirIndex,
  airIndex,
  EAQI_2025,
  EAQI_POLLUTANTS,
  type Interval,
  levelOf,
  type Pollutant,
  type PollutantNow,
  SUFFICIENT_COVERAGE,
  zonedIso,
} from '@bypuls/model'
import type { PointRecord, SiteRecord } from '@bypuls/registry'
import type { PointSeries, SeriesWindow } from './series-shapes.js'
import { cutWindows, type SiteHistoryDeps } from './until.js'

const HOUR_MS = 3_600_000
/** 18 of 24 hours (directive (EU) 2024/2881): with fewer a pollutant takes no part in the index. */
const ENOUGH_HOURS = 24 * SUFFICIENT_COVERAGE

/** One pollutant at one place, its last 24 whole hours. */
type Measured = {
  readonly pollutant: Pollutant
  readonly point: string
  readonly hours: readonly SeriesWindow[]
  readonly enough: number
}

/**
 * The air quality index of the last whole hour before `at` in which any pollutant can be said, and of
 * the 24 whole hours before `at`. Null where the site measures none. Rooms are no outdoor air.
 */
export async function airNow(
  deps: Pick<SiteHistoryDeps, 'series' | 'view'>,
  site: SiteRecord,
  at: number,
): Promise<AirIndex | null> {
  const { timezone } = site
  const hours = lastWholeHours(at, timezone)
  const measured = await measure(deps, site, hours)
  if (measured.length === 0) return null

  const indices = hours.map((hour, index) => {
    const means = meansAt(measured, index)
    return { hour, index, ...airIndex(means, site) }
  })
  const last = indices.findLast(({ level }) => level !== null)
  const nothing = airIndex({}, site)
  return {
    level: last?.level ?? null,
    pollutant: last?.pollutant ?? null,
    partial: last?.partial ?? nothing.partial,
    missing: [...(last?.missing ?? nothing.missing)],
    hour: last === undefined ? null : isoInterval(last.hour, timezone),
    pollutants: measured.map((one) => toPollutantNow(one, last?.index)),
    hours: indices.map(
      ({ hour, level, pollutant, partial }): AirHour => ({
        ...isoInterval(hour, timezone),
        level,
        pollutant,
        partial,
      }),
    ),
    source: EAQI_2025.source,
  }
}

async function measure(
  { series, view }: Pick<SiteHistoryDeps, 'series' | 'view'>,
  site: SiteRecord,
  windows: readonly Interval[],
): Promise<readonly Measured[]> {
  const outdoor = (point: PointRecord) =>
    view().places.get(`${site.name}.${point.place}`)?.kind !== 'room'
  const points = (view().pointsOfSite.get(site.name) ?? []).filter(outdoor)
  const byPollutant = EAQI_POLLUTANTS.flatMap((pollutant) =>
    points.filter(({ metric }) => metric === pollutant).map(({ id }) => ({ pollutant, id })),
  )
  if (byPollutant.length === 0) return []
  const ids = byPollutant.map(({ id }) => id)
  const asked = { points: ids, windows, timezone: site.timezone, suspects: false }
  const answers: ReadonlyMap<string, PointSeries> = new Map(
    (await series(asked)).map((answer) => [answer.point, answer]),
  )
  return byPollutant.map(({ pollutant, id }) => {
    const hours = answers.get(id)?.windows ?? []
    return { pollutant, point: id, hours, enough: hours.filter(isEnough).length }
  })
}

/** The highest mean of each pollutant in an hour, of the places that have enough of it. */
function meansAt(measured: readonly Measured[], index: number) {
  const means: Partial<Record<Pollutant, number>> = {}
  for (const one of measured) {
    const mean = meanAt(one, index)
    if (mean !== null) means[one.pollutant] = Math.max(mean, means[one.pollutant] ?? -Infinity)
  }
  return means
}

function meanAt({ hours, enough }: Measured, index: number | undefined): number | null {
  const hour = index === undefined ? undefined : hours[index]
  return hour !== undefined && enough >= ENOUGH_HOURS && isEnough(hour) ? hour.value : null
}

function isEnough({ value, coverage }: SeriesWindow): boolean {
  return value !== null && (coverage ?? 0) >= SUFFICIENT_COVERAGE
}

function toPollutantNow(one: Measured, index: number | undefined): PollutantNow {
  const { pollutant, point, hours, enough } = one
  const value = meanAt(one, index)
  const covered = hours.reduce((sum, { coverage }) => sum + (coverage ?? 0), 0)
  return {
    pollutant,
    point,
    value,
    level: value === null ? null : levelOf(pollutant, value),
    bounds: [...EAQI_2025.bounds[pollutant]],
    coverage24h: hours.length === 0 ? null : covered / hours.length,
    hoursOf24: enough,
    sufficient: enough >= ENOUGH_HOURS,
  }
}

/** The 24 local hours that ended last at or before `at`. */
export function lastWholeHours(at: number, timezone: string): readonly Interval[] {
  return cutWindows({ from: at - 25 * HOUR_MS, to: at }, 'PT1H', timezone)
    .filter(({ start, end }) => end - start === HOUR_MS)
    .slice(-24)
}

function isoInterval({ start, end }: Interval, timezone: string) {
  return { start: zonedIso(start, timezone), end: zonedIso(end, timezone) }
}
