import { HISTORY_INTERVAL_MS } from '../city/options.js'
import { isHeard } from '../faults.js'
import { sensed } from '../reading.js'
import type { Sensor, SensorPoint } from '../sensor.js'
import { at, DAY_MS, STEP_MS, STEPS } from '../series/day-series.js'
import type { HistoryChunk } from './chunk.js'
import type { Period } from './periods.js'

export type ChunkPlan = {
  readonly key: string
  readonly site: string
  readonly sensors: readonly Sensor[]
  readonly period: Period
}

/** The readings of a site's sensors in a period, every five minutes, as its gaps let them through. */
export function makeChunk({ key, site, sensors, period }: ChunkPlan): HistoryChunk {
  const times = gridTimes(period)
  const heard = sensors.map((sensor) => times.map((time) => (isHeard(sensor, time) ? 1 : 0)))
  const all = sensors.flatMap((sensor, index) =>
    sensor.points.map((point) => ({ sensor, point, heard: heard[index] ?? times })),
  )
  const values = all.map(() => new Float64Array(times.length))

  // Day by day, so that what several points share is computed once.
  let row = 0
  while (row < times.length) {
    const next = endOfDay(times, row)
    for (const [index, { sensor, point }] of all.entries()) {
      fillDay(point, sensor.origin, times, row, next, values[index] ?? times)
    }
    row = next
  }
  const rows = all.map(({ point, heard: isThere }, index) => ({
    point,
    isThere,
    values: values[index] ?? times,
  }))
  return { ...columns(rows, times), key, site, ...period }
}

function gridTimes({ from, to }: Period): Float64Array {
  const first = Math.ceil(from / HISTORY_INTERVAL_MS)
  const count = Math.max(0, Math.ceil(to / HISTORY_INTERVAL_MS) - first)
  return Float64Array.from({ length: count }, (_, index) => (first + index) * HISTORY_INTERVAL_MS)
}

function endOfDay(times: Float64Array, row: number): number {
  const end = (Math.floor(at(times, row) / DAY_MS) + 1) * DAY_MS
  return Math.min(times.length, row + Math.round((end - at(times, row)) / STEP_MS))
}

function fillDay(
  point: SensorPoint,
  origin: number,
  times: Float64Array,
  from: number,
  to: number,
  values: Float64Array,
): void {
  const { source } = point
  const day = Math.floor(at(times, from) / DAY_MS)
  const firstStep = Math.round((at(times, from) - day * DAY_MS) / STEP_MS)
  const dayBefore = source.kind === 'count' && firstStep === 0 ? source.series(day - 1) : undefined
  const series = source.series(day)
  for (let row = from; row < to; row++) {
    const step = firstStep + row - from
    let value = at(series, step)
    if (source.kind === 'count') {
      const { quantum } = source
      const [after, before] =
        step === 0 && dayBefore !== undefined
          ? [at(dayBefore, STEPS), at(dayBefore, STEPS - 1)]
          : [value, at(series, step - 1)]
      value = (Math.floor(after / quantum) - Math.floor(before / quantum)) * quantum
    }
    values[row] = sensed(point, value, at(times, row), origin)
  }
}

type Row = {
  readonly point: SensorPoint
  readonly isThere: Float64Array
  readonly values: Float64Array
}

function columns(rows: readonly Row[], times: Float64Array) {
  const starts = new Uint32Array(rows.length + 1)
  for (const [index, { isThere }] of rows.entries()) {
    starts[index + 1] = (starts[index] ?? 0) + isThere.reduce((sum, there) => sum + there, 0)
  }
  const length = starts[rows.length] ?? 0
  const observedAt = new Float64Array(length)
  const value = new Float64Array(length)
  const suspect = new Uint8Array(length)
  let out = 0
  for (const { point, isThere, values } of rows) {
    for (let row = 0; row < times.length; row++) {
      if (isThere[row] === 0) continue
      const read = at(values, row)
      observedAt[out] = at(times, row)
      value[out] = read
      suspect[out] = read < point.min || read > point.max ? 1 : 0
      out++
    }
  }
  return { points: rows.map(({ point }) => point.id), starts, observedAt, value, suspect }
}
