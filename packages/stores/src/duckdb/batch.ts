import { eachReading, type Readings } from '@bypuls/model'
import type { ReadingChunk } from '../store.js'
import type { Catalogue } from './catalogue.js'

/** A batch of readings in columns, with what decides how it can be stored. */
export type Batch = {
  readonly series: Int32Array
  readonly time: Float64Array
  readonly value: Float64Array
  /** 1 where the reading is flagged suspect. */
  readonly suspect: Uint8Array
  /** No reading of it can be in the file already, nor twice in the batch. */
  readonly fresh: boolean
  /** It fills no row group, or holds few readings in a row of the same series, as live values do. */
  readonly unsettled: boolean
  readonly lowestSeries: number
  readonly highestSeries: number
  readonly from: number
  readonly through: number
}

/** Readings in a row, on average, from which on a batch counts as sorted by series. */
const SORTED_RUN = 64
/**
 * The engine's row group. Each that is filled by several smaller writes keeps 256 KiB of the engine's
 * memory until it is opened again: a year of a city, in small pieces, would use it up.
 */
const ROW_GROUP = 122_880

/** Turns readings into columns; points that are new get their number in the catalogue. */
export function toBatch(readings: Readings, catalogue: Catalogue): Batch {
  const filling = createFilling(readings.length, catalogue)
  eachReading(readings, (point, observedAt, value, flag) => {
    filling.put(catalogue.idFor(point), observedAt, value, flag === 'suspect' ? 1 : 0)
  })
  return filling.batch()
}

/** The same of columns. */
export function chunksToBatch(chunks: readonly ReadingChunk[], catalogue: Catalogue): Batch {
  const size = chunks.reduce((sum, { value }) => sum + value.length, 0)
  const filling = createFilling(size, catalogue)
  for (const { point, observedAt, value, suspect } of chunks) {
    const id = catalogue.idFor(point)
    for (let row = 0; row < value.length; row++) {
      filling.put(id, observedAt[row] ?? 0, value[row] ?? 0, suspect[row] ?? 0)
    }
  }
  return filling.batch()
}

function createFilling(size: number, catalogue: Catalogue) {
  const series = new Int32Array(size)
  const time = new Float64Array(size)
  const value = new Float64Array(size)
  const suspect = new Uint8Array(size)
  const lastInBatch = new Map<number, number>()
  let at = 0
  let fresh = true
  let runs = 0
  let [previous, lastOfRun] = [-1, -Infinity]
  let [lowestSeries, highestSeries, from, through] = [Infinity, -Infinity, Infinity, -Infinity]

  return {
    put(id: number, observedAt: number, of: number, isSuspect: number): void {
      const t = Math.round(observedAt)
      series[at] = id
      time[at] = t
      value[at] = of
      suspect[at] = isSuspect
      at += 1
      if (id !== previous) {
        lastInBatch.set(previous, lastOfRun)
        lastOfRun = lastInBatch.get(id) ?? -Infinity
        previous = id
        runs += 1
      }
      const outside = t > catalogue.newest(id) || t < catalogue.oldest(id)
      fresh &&= outside && t > lastOfRun
      lastOfRun = t
      if (id < lowestSeries) lowestSeries = id
      if (id > highestSeries) highestSeries = id
      if (t < from) from = t
      if (t > through) through = t
    },

    batch(): Batch {
      const unsettled = size < ROW_GROUP || size < runs * SORTED_RUN
      const ranges = { lowestSeries, highestSeries, from, through }
      return { series, time, value, suspect, fresh, unsettled, ...ranges }
    },
  }
}
