import type { Reading } from '@bypuls/model'
import type { Catalogue } from './catalogue.js'

/** A batch of readings in columns, with what decides how it can be stored. */
export type Batch = {
  readonly series: Int32Array
  readonly time: Float64Array
  readonly value: Float64Array
  readonly suspect: boolean[]
  /** No reading of it can be in the file already, nor twice in the batch. */
  readonly fresh: boolean
  /** It holds few readings in a row of the same series, as live values do. */
  readonly interleaved: boolean
  readonly lowestSeries: number
  readonly highestSeries: number
  readonly from: number
  readonly through: number
}

/** Readings in a row, on average, from which on a batch counts as sorted by series. */
const SORTED_RUN = 64

/** Turns readings into columns; points that are new get their number in the catalogue. */
export function toBatch(readings: readonly Reading[], catalogue: Catalogue): Batch {
  const size = readings.length
  const series = new Int32Array(size)
  const time = new Float64Array(size)
  const value = new Float64Array(size)
  const suspect: boolean[] = new Array(size).fill(false)
  const lastInBatch = new Map<number, number>()
  let fresh = true
  let runs = 0
  let previous = -1
  let [lowestSeries, highestSeries, from, through] = [Infinity, -Infinity, Infinity, -Infinity]

  readings.forEach((reading, at) => {
    const id = catalogue.idFor(reading.point)
    const t = Math.round(reading.observedAt)
    series[at] = id
    time[at] = t
    value[at] = reading.value
    suspect[at] = reading.flag === 'suspect'
    const outside = t > catalogue.newest(id) || t < catalogue.oldest(id)
    fresh &&= outside && t > (lastInBatch.get(id) ?? -Infinity)
    lastInBatch.set(id, t)
    if (id !== previous) runs += 1
    previous = id
    if (id < lowestSeries) lowestSeries = id
    if (id > highestSeries) highestSeries = id
    if (t < from) from = t
    if (t > through) through = t
  })
  const interleaved = size < runs * SORTED_RUN
  const ranges = { lowestSeries, highestSeries, from, through }
  return { series, time, value, suspect, fresh, interleaved, ...ranges }
}
