import type { Ask } from './ask.js'
import { READINGS } from './names.js'
import { createInstantReader } from './times.js'

/** Readings of one point, good or suspect, in time order. */
export type Run = { readonly observedAt: Float64Array; readonly value: Float64Array }

export type Runs = { readonly good: Run; readonly suspect: Run; readonly rows: number }

export const NO_RUN: Run = { observedAt: new Float64Array(0), value: new Float64Array(0) }

const COLUMNS = ['table', '_time', '_value', '_measurement', 'site', 'place', '_field'] as const

/** Takes the raw rows of a query, point by point; `good` is the measurement of the good ones. */
export async function readRuns(
  ask: Ask,
  flux: string,
  good: string = READINGS,
): Promise<ReadonlyMap<string, Runs>> {
  const growing = new Map<string, { readonly good: Growing; readonly suspect: Growing }>()
  const instantOf = createInstantReader()
  let table: string | undefined
  let columns: readonly number[] = []
  let run = createGrowing()

  await ask(flux, COLUMNS, (values, at) => {
    const [tableAt = 0, timeAt = 0, valueAt = 0, measurement = 0, site = 0, place = 0, field = 0] =
      at
    if (values[tableAt] !== table || at !== columns) {
      table = values[tableAt]
      columns = at
      const point = `${values[site]}.${values[place]}.${values[field]}`
      const of = growing.get(point) ?? { good: createGrowing(), suspect: createGrowing() }
      growing.set(point, of)
      run = values[measurement] === good ? of.good : of.suspect
    }
    run.add(instantOf(values[timeAt] ?? ''), Number(values[valueAt]))
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
