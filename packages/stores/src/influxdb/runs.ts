import type { Ask, Columns } from './ask.js'
import { READINGS } from './names.js'

/** Readings of one point, good or suspect, in time order. */
export type Run = { readonly observedAt: Float64Array; readonly value: Float64Array }

export type Runs = { readonly good: Run; readonly suspect: Run; readonly rows: number }

export const NO_RUN: Run = { observedAt: new Float64Array(0), value: new Float64Array(0) }

const COLUMNS = ['table', '_time', '_value', '_measurement', 'site', 'place', '_field'] as const

/**
 * Takes the rows of a query, point by point; `good` is the measurement of the good ones,
 * and they all are where the answer does not say.
 */
export async function readRuns(
  ask: Ask,
  flux: string,
  good: string = READINGS,
): Promise<ReadonlyMap<string, Runs>> {
  const growing = new Map<string, { readonly good: Growing; readonly suspect: Growing }>()
  let columns: Columns = []
  let [table, tableAt, timeAt, valueAt] = [NaN, -1, -1, -1]
  let run = createGrowing()

  await ask(flux, COLUMNS, (row, at) => {
    if (at !== columns || row.number(tableAt) !== table) {
      columns = at
      const [, , , measurementAt = -1, ...names] = at
      ;[tableAt = -1, timeAt = -1, valueAt = -1] = at
      table = row.number(tableAt)
      const point = names.map((name) => row.text(name)).join('.')
      const both = growing.get(point) ?? { good: createGrowing(), suspect: createGrowing() }
      growing.set(point, both)
      run = measurementAt < 0 || row.text(measurementAt) === good ? both.good : both.suspect
    }
    run.add(row.instant(timeAt), row.number(valueAt))
  })

  const runs = new Map<string, Runs>()
  for (const [point, of] of growing) {
    const both = { good: of.good.take(), suspect: of.suspect.take() }
    runs.set(point, { ...both, rows: both.good.value.length + both.suspect.value.length })
  }
  return runs
}

type Growing = { add(time: number, value: number): void; take(): Run }

function createGrowing(): Growing {
  let observedAt = new Float64Array(16)
  let value = new Float64Array(16)
  let size = 0

  return {
    add(time, of) {
      if (size === observedAt.length) {
        observedAt = doubled(observedAt)
        value = doubled(value)
      }
      observedAt[size] = time
      value[size] = of
      size += 1
    },
    take: () => ({ observedAt: observedAt.subarray(0, size), value: value.subarray(0, size) }),
  }
}

function doubled(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(column.length * 2)
  longer.set(column)
  return longer
}
