import type { Ask } from './ask.js'
import { READINGS } from './names.js'

/** Readings of one point, good or suspect, in time order. */
export type Run = { readonly observedAt: Float64Array; readonly value: Float64Array }

export type Runs = { readonly good: Run; readonly suspect: Run; readonly rows: number }

export const NO_RUN: Run = { observedAt: new Float64Array(0), value: new Float64Array(0) }

const COLUMNS = ['_time', '_value', '_measurement', 'site', 'place', '_field'] as const

/**
 * Takes the rows of a query, point by point; `good` is the measurement of the good ones,
 * and they all are where the answer does not say.
 *
 * A point's rows come in order of time. One that does not has come before: with a late reading still in
 * its cache, the server reads a block twice (docs/decisions/0018-late-readings-in-influxdb.md).
 */
export async function readRuns(
  ask: Ask,
  flux: string,
  good: string = READINGS,
): Promise<ReadonlyMap<string, Runs>> {
  const growing = new Map<string, { readonly good: GrowingRun; readonly suspect: GrowingRun }>()
  let [timeAt, valueAt] = [-1, -1]
  let run = createRun(0)

  await ask(flux, COLUMNS, (row, at) => {
    if (!row.goesOn) {
      const [, , measurementAt = -1, ...names] = at
      ;[timeAt = -1, valueAt = -1] = at
      const point = names.map((name) => row.text(name)).join('.')
      const both = growing.get(point) ?? { good: createRun(run.size()), suspect: createRun(0) }
      growing.set(point, both)
      run = measurementAt < 0 || row.text(measurementAt) === good ? both.good : both.suspect
    }
    const value = row.number(valueAt)
    if (timeAt >= 0) {
      // Text, or true and false, of another program.
      if (Number.isNaN(value)) return
      const time = row.instant(timeAt)
      if (time <= run.newest()) return
      run.addTime(time)
    }
    run.addValue(value)
  })

  const runs = new Map<string, Runs>()
  for (const [point, of] of growing) {
    const both = { good: of.good.take(), suspect: of.suspect.take() }
    runs.set(point, { ...both, rows: both.good.value.length + both.suspect.value.length })
  }
  return runs
}

type GrowingRun = {
  addTime(time: number): void
  /** The last time added. */
  newest(): number
  addValue(value: number): void
  size(): number
  take(): Run
}

/** Neighbours are mostly as long as each other: so much room is made at once. */
function createRun(expected: number): GrowingRun {
  const times = createGrowing(expected)
  const values = createGrowing(expected)
  return {
    addTime: times.add,
    newest: times.last,
    addValue: values.add,
    size: values.size,
    take: () => ({ observedAt: times.take(), value: values.take() }),
  }
}

function createGrowing(expected: number) {
  let column = new Float64Array(0)
  let size = 0

  return {
    add(value: number) {
      if (size === column.length) {
        const longer = new Float64Array(Math.max(16, expected, size * 2))
        longer.set(column)
        column = longer
      }
      column[size] = value
      size += 1
    },
    last: () => (size === 0 ? -Infinity : (column[size - 1] ?? NaN)),
    size: () => size,
    take: () => column.subarray(0, size),
  }
}
