import { WindowSeriesList } from '@bypuls/model'
import type { Operator } from '../operator.js'
import {
  type Arrival,
  LATE_PLACES,
  LATE_SPANS,
  LATE_ZONE,
  type LateMetric,
  type LateReading,
} from './late-site.js'

type Window = 'PT1H' | 'P1D'
type Figure = {
  readonly value: number
  readonly min?: number
  readonly max?: number
  readonly count?: number
}
export type Difference = { readonly what: string; readonly is: unknown; readonly should: unknown }

/**
 * Asks for every hour and day and compares each with what is computed here from the readings alone;
 * `zone` is whose days are meant.
 */
export async function compareWithFigures(
  operator: Operator,
  site: Arrival,
  readings: readonly LateReading[],
  zone: string = LATE_ZONE,
) {
  const differences: Difference[] = []
  let compared = 0
  for (const { from, to } of LATE_SPANS) {
    for (const window of ['PT1H', 'P1D'] as const) {
      const points = METRICS.map((metric) => `${site}.${LATE_PLACES[metric].place}.${metric}`)
      const asked = `points=${points.join(',')}&from=${from}&to=${to}&window=${window}`
      const { items } = WindowSeriesList.parse(await operator.get(`/api/v1/windows?${asked}`))
      for (const metric of METRICS) {
        const answered = items.find((one) => one.metric === metric)?.windows ?? []
        const should = figuresOf(readings, { metric, window, zone })
        const starts = answered.map(({ start }) => keyOf(Date.parse(start), window, LATE_ZONE))
        const mine = [...should].filter(([key]) => within(key, { from, to }, window))
        if (mine.length !== answered.length) {
          const what = `${window} of ${metric} from ${from}: windows`
          differences.push({ what, is: answered.length, should: mine.length })
        }
        answered.forEach((is, index) => {
          compared += 1
          const expected = should.get(starts[index] ?? '')
          if (!isEqual(is, expected)) {
            const { value, min, max, count } = is
            const what = `${window} of ${metric} from ${is.start}`
            differences.push({ what, is: { value, min, max, count }, should: expected })
          }
        })
      }
    }
  }
  return { differences, compared }
}

const METRICS: readonly LateMetric[] = ['electricity', 'rain', 'indoor-temperature']

type Asked = { readonly metric: LateMetric; readonly window: Window; readonly zone: string }

/** By hour or local day: a counter's growth, rain's sum, and the mean of temperatures. */
function figuresOf(readings: readonly LateReading[], { metric, window, zone }: Asked) {
  const figures = new Map<string, Figure>()
  const values = new Map<string, number[]>()
  readings.forEach((reading, index) => {
    const next = readings[index + 1]
    const isCounter = metric === 'electricity'
    // What a counter grew belongs to where it began to.
    const value = isCounter
      ? (next?.electricity ?? Number.NaN) - reading.electricity
      : reading[metric]
    if (value === undefined || reading.rain === undefined) return
    const key = keyOf(reading.time, window, zone)
    values.set(key, [...(values.get(key) ?? []), value])
  })
  for (const [key, all] of values) {
    const sum = all.reduce((before, one) => before + one, 0)
    if (metric !== 'indoor-temperature') figures.set(key, { value: sum })
    else {
      const [min, max] = [Math.min(...all), Math.max(...all)]
      figures.set(key, { value: sum / all.length, min, max, count: all.length })
    }
  }
  return figures
}

/** The local day, or the hour: an hour's name would stand twice on the day of 25. */
function keyOf(at: number, window: Window, zone: string): string {
  if (window === 'PT1H') return new Date(at - (at % 3_600_000)).toISOString()
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at)
}

function within(key: string, span: { readonly from: string; readonly to: string }, window: Window) {
  const day = window === 'P1D' ? key : keyOf(Date.parse(key), 'P1D', LATE_ZONE)
  return day >= span.from && day < span.to
}

function isEqual(
  is: { readonly [Key in keyof Figure]: number | null | undefined },
  should?: Figure,
) {
  if (should === undefined || is.value === null || is.value === undefined) return false
  if (Math.abs(is.value - should.value) > 1e-9 * Math.max(1, Math.abs(should.value))) return false
  return (['min', 'max', 'count'] as const).every(
    (name) => should[name] === undefined || is[name] === should[name],
  )
}
