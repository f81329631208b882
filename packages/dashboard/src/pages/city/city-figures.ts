import type { Site, SiteSummary } from '@bypuls/model'
import type { LiveSum } from '../../data/live.js'
import type { StripSpan } from '../../parts/quality-runs.js'
import type { SparkPoint } from '../../parts/Sparkline.js'

/** A site with what is known of it now; the summary is absent while it is fetched or when it fails. */
export type SiteNow = {
  readonly site: Site
  readonly summary: SiteSummary | undefined
  /** The power of the site's points as the socket told it; null before every one of them has spoken. */
  readonly livePower: LiveSum | null
}

/** A sum over the sites that have a figure. `of`: how many measure it at all. */
export type CitySum = {
  readonly value: number | null
  readonly before: number | null
  readonly known: number
  readonly of: number
  readonly now: readonly SparkPoint[]
  readonly earlier: readonly SparkPoint[]
}

type Known = SiteNow & { readonly summary: SiteSummary }

/** The sites whose figures are of today: not historical, and answered for. */
export function currentSites(sites: readonly SiteNow[]): readonly Known[] {
  return sites.filter(isCurrent)
}

/** A site's electric power now, W: live where the socket has it, else the summary's; null when silent. */
export function powerNow({ summary, livePower }: SiteNow): number | null {
  if (!summary?.power || summary.power.state === 'offline') return null
  return livePower?.value ?? summary.power.value
}

/** Electric power of the city, W, with the day's half hours and the same day a week before. */
export function cityPower(sites: readonly SiteNow[]): CitySum {
  const measuring = currentSites(sites).filter(({ summary }) => summary.power)
  const speaking = measuring.filter((site) => powerNow(site) !== null)
  const today = speaking.map(({ summary }) => sparkOf(summary.power?.today ?? []))
  const week = speaking.map(({ summary }) => sparkOf(summary.power?.weekBefore ?? []))
  const now = added(today)
  const earlier = ontoToday(added(week), now)
  const value = sum(speaking.map(powerNow))
  const at = now.findLast((point) => point.value !== null)?.at
  const before = earlier.find((point) => point.at === at)?.value ?? null
  return { value, before, known: speaking.length, of: measuring.length, now, earlier }
}

/** Energy (kWh) or its CO2e (kg) since midnight, over the sites that still speak. */
export function cityEnergy(sites: readonly SiteNow[], unit: 'kWh' | 'kgCo2e'): CitySum {
  const measuring = currentSites(sites).filter(({ summary }) => summary.energy)
  const speaking = measuring.filter(
    ({ summary }) => summary.state !== 'offline' && summary.energy?.total[unit] != null,
  )
  const hours = (name: 'hours' | 'previousHours') =>
    added(
      speaking.map(({ summary }) =>
        (summary.energy?.[name] ?? []).map((hour) => ({
          at: Date.parse(hour.end),
          value: hour[unit],
        })),
      ),
    )
  const now = hours('hours')
  const compared = speaking.every(({ summary }) => summary.energy?.previous[unit] != null)
  return {
    value: sum(speaking.map(({ summary }) => summary.energy?.total[unit] ?? null)),
    before: compared
      ? sum(speaking.map(({ summary }) => summary.energy?.previous[unit] ?? null))
      : null,
    known: speaking.length,
    of: measuring.length,
    now,
    earlier: ontoToday(hours('previousHours'), now),
  }
}

/** kWh since midnight of one carrier over the same sites as `cityEnergy`; null where nobody measures it. */
export function carrierEnergy(sites: readonly SiteNow[], carrier: string): number | null {
  const values = currentSites(sites)
    .filter(({ summary }) => summary.state !== 'offline')
    .flatMap(({ summary }) => summary.energy?.carriers ?? [])
    .filter((one) => one.carrier === carrier)
    .map(({ total }) => total.kWh)
  return sum(values)
}

/** Share of occupied time at or under 1000 ppm, weighted by the hours that could be judged. */
export function cityIndoor(sites: readonly SiteNow[]) {
  const measuring = currentSites(sites).filter(({ summary }) => summary.indoor)
  const judged = measuring.filter(({ summary }) => summary.indoor?.atMost1000ppm != null)
  const hours = judged.map(({ summary }) => summary.indoor?.judgedHours ?? 0)
  const total = hours.reduce((a, b) => a + b, 0)
  const weighted = (of: (known: Known) => number) =>
    total === 0 ? null : judged.reduce((a, one, i) => a + of(one) * (hours[i] ?? 0), 0) / total
  return {
    share: weighted(({ summary }) => summary.indoor?.atMost1000ppm ?? 0),
    coverage: weighted(({ summary }) => summary.indoor?.coverage ?? 0),
    rooms: judged.reduce((a, { summary }) => a + (summary.indoor?.roomsJudged ?? 0), 0),
    sites: judged.length,
    without: measuring.filter((one) => !judged.includes(one)).map(({ site }) => site.title),
  }
}

/** The site with the highest air index now. */
export function worstAir(sites: readonly SiteNow[]): Known | null {
  const known = currentSites(sites).filter(
    ({ summary }) => summary.air?.level != null && summary.state !== 'offline',
  )
  const level = ({ summary }: Known) => summary.air?.level ?? 0
  return known.toSorted((a, b) => level(b) - level(a))[0] ?? null
}

/** Coverage of the last 24 hours over all points, and how many are live. */
export function cityData(sites: readonly SiteNow[]) {
  const known = currentSites(sites)
  const covered = known.filter(({ summary }) => summary.coverage24h !== null)
  const points = covered.reduce((a, { site }) => a + site.points, 0)
  const readings = covered.reduce(
    (a, { site, summary }) => a + site.points * (summary.coverage24h ?? 0),
    0,
  )
  const count = (state: 'live' | 'stale' | 'offline') =>
    known.reduce((a, { summary }) => a + summary.counts[state], 0)
  return {
    coverage: points === 0 ? null : readings / points,
    live: count('live'),
    stale: count('stale'),
    offline: count('offline'),
    strip: cityStrip(known),
  }
}

const WORST = ['suspect', 'estimated', 'corrected', 'good'] as const

/** Per hour the worst that any site has; missing only where most of the points are. */
function cityStrip(sites: readonly Known[]): readonly StripSpan[] {
  const first = sites[0]?.summary.strip ?? []
  return first.map((cell, i) => {
    const cells = sites.map(({ site, summary }) => ({
      points: site.points,
      quality: summary.strip[i]?.quality ?? 'missing',
    }))
    const all = cells.reduce((a, { points }) => a + points, 0)
    const silent = cells.reduce(
      (a, { points, quality }) => a + (quality === 'missing' ? points : 0),
      0,
    )
    const worst = WORST.find((quality) => cells.some((one) => one.quality === quality)) ?? 'missing'
    const quality = silent > all / 2 ? 'missing' : worst
    return { start: Date.parse(cell.start), end: Date.parse(cell.end), quality }
  })
}

function isCurrent(now: SiteNow): now is Known {
  return now.summary !== undefined && now.site.source !== 'historical'
}

function sparkOf(
  points: readonly { start: string; value: number | null }[],
): readonly SparkPoint[] {
  return points.map(({ start, value }) => ({ at: Date.parse(start), value }))
}

/** Adds lines of the same times; where one of them has a hole, so has the sum. */
function added(lines: readonly (readonly SparkPoint[])[]): readonly SparkPoint[] {
  const times = [...new Set(lines.flatMap((line) => line.map(({ at }) => at)))].sort(
    (a, b) => a - b,
  )
  const values = lines.map((line) => new Map(line.map(({ at, value }) => [at, value])))
  return times.map((at) => {
    const parts = values.map((line) => line.get(at) ?? null)
    return { at, value: parts.includes(null) ? null : sum(parts) }
  })
}

/** An earlier day's line laid over today's, from midnight to midnight. */
function ontoToday(
  earlier: readonly SparkPoint[],
  today: readonly SparkPoint[],
): readonly SparkPoint[] {
  const shift = (today[0]?.at ?? 0) - (earlier[0]?.at ?? 0)
  return earlier.map(({ at, value }) => ({ at: at + shift, value }))
}

function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0)
}
