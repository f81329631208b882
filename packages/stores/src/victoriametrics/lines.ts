import { createRepeatingMap, eachReading, type Flag, type Readings } from '@bypuls/model'
import type { ReadingChunk } from '../store.js'
import { StoreError } from '../store-error.js'
import { MEASUREMENTS, toSeries } from './series.js'

/** Readings that one request carries, 1–2 MB. */
const READINGS_PER_BODY = 20_000

/** How far ahead of the clock the server still keeps a reading; it drops later ones without a word. */
const AHEAD_MS = 2 * 86_400_000

/** What the server would take with a 204 and never show must not be sent. */
export type Bounds = { readonly from: number; readonly now: number }

type Prefix = { readonly good: string; readonly suspect: string; readonly metric: string }

/** Writes line protocol: one line per message and place, one field per metric. */
export function createLines() {
  const prefixes = createRepeatingMap<Prefix>()

  function prefixOf(point: string): Prefix {
    const known = prefixes.get(point)
    if (known !== undefined) return known
    const series = toSeries(point)
    if (series === null) {
      throw refused(point, 'is no point: expected <site>.<place>.<metric>, each of a-z, 0-9 and -')
    }
    const tags = `,site=${series.site},place=${series.place} `
    const prefix = {
      good: MEASUREMENTS.good + tags,
      suspect: MEASUREMENTS.suspect + tags,
      metric: series.metric,
    }
    prefixes.add(point, prefix)
    return prefix
  }

  /**
   * Bodies of line protocol, times in ms. Neighbours of one place, time and flag share a line.
   * Throws `refused`, naming the first reading that the server would lose.
   */
  return function toBodies(readings: Readings, bounds: Bounds): string[] {
    const bodies: string[] = []
    let body = ''
    let inBody = 0
    let open = ''
    let openAt = Number.NaN
    eachReading(readings, (point, observedAt, value, flag) => {
      if (inBody === READINGS_PER_BODY) {
        bodies.push(`${body} ${openAt}\n`)
        body = ''
        inBody = 0
        open = ''
      }
      inBody += 1
      const prefix = prefixOf(point)
      check(point, observedAt, value, bounds)
      const start = prefix[flag]
      if (start === open && observedAt === openAt) {
        body += `,${prefix.metric}=${value}`
      } else {
        if (open !== '') body += ` ${openAt}\n`
        body += `${start}${prefix.metric}=${value}`
        open = start
        openAt = observedAt
      }
    })
    if (inBody > 0) bodies.push(`${body} ${openAt}\n`)
    return bodies
  }
}

/** A run in the lines of JSON that `import` takes, its good and its suspect readings apart. */
export function toImport({ point, observedAt, value, suspect }: ReadingChunk, bounds: Bounds) {
  const series = toSeries(point)
  if (series === null) throw refused(point, 'is no point')
  const runs: Readonly<Record<Flag, Run>> = {
    good: { values: [], timestamps: [] },
    suspect: { values: [], timestamps: [] },
  }
  for (const [row, of] of value.entries()) {
    const time = observedAt[row] ?? Number.NaN
    check(point, time, of, bounds)
    const run = suspect[row] === 1 ? runs.suspect : runs.good
    run.values.push(of)
    run.timestamps.push(time)
  }
  const { site, place, metric } = series
  return (['good', 'suspect'] as const)
    .filter((flag) => runs[flag].values.length > 0)
    .map((flag) => {
      const name = `${MEASUREMENTS[flag]}_${metric}`
      return `${JSON.stringify({ metric: { __name__: name, site, place }, ...runs[flag] })}\n`
    })
    .join('')
}

type Run = { readonly values: number[]; readonly timestamps: number[] }

function check(point: string, observedAt: number, value: number, { from, now }: Bounds): void {
  if (!Number.isFinite(value)) throw refused(point, `has the value ${value}: expected a number`)
  if (!Number.isSafeInteger(observedAt) || observedAt < from || observedAt > now + AHEAD_MS) {
    throw refused(
      point,
      `was observed at ${observedAt}: VictoriaMetrics keeps whole ms from ${new Date(from).toISOString()} to two days ahead`,
    )
  }
}

function refused(point: string, why: string): StoreError {
  return new StoreError('refused', `A reading of ${JSON.stringify(point)} ${why}`)
}
