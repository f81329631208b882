import type { Flag, Reading } from './reading.js'

/** Readings one after another: a list of them, or columns. */
export type Readings = Iterable<Reading> & { readonly length: number }

/**
 * Readings in columns, a row each: what waits for a disk or a store is a few arrays of numbers then, and
 * not an object per reading that every garbage collection has to move.
 */
export type ReadingTable = Readings & {
  readonly points: readonly string[]
  readonly observedAt: readonly number[]
  readonly value: readonly number[]
  readonly flag: readonly Flag[]
}

/** Columns that grow. */
export type GrowingTable = ReadingTable & {
  push(point: string, observedAt: number, value: number, flag: Flag): void
}

/** Columns without rows yet. */
export function createReadingTable(): GrowingTable {
  const points: string[] = []
  const observedAt: number[] = []
  const value: number[] = []
  const flag: Flag[] = []
  const columns = { points, observedAt, value, flag }
  return {
    ...columns,
    get length() {
      return points.length
    },
    push(point, at, of, quality) {
      points.push(point)
      observedAt.push(at)
      value.push(of)
      flag.push(quality)
    },
    [Symbol.iterator]: () => rowsOf(columns),
  }
}

function tableOf(columns: Columns): ReadingTable {
  const { length } = columns.points
  return { ...columns, length, [Symbol.iterator]: () => rowsOf(columns) }
}

/** What is done with a reading. */
export type TakeReading = (point: string, observedAt: number, value: number, flag: Flag) => void

/** Every reading in order, without making an object of a row: for whoever sees all of a city's readings. */
export function eachReading(readings: Readings | ReadingTable, take: TakeReading): void {
  if (!('points' in readings)) {
    for (const { point, observedAt, value, flag } of readings) take(point, observedAt, value, flag)
    return
  }
  const { points, observedAt, value, flag } = readings
  for (let row = 0; row < points.length; row += 1) {
    const point = points[row]
    const at = observedAt[row]
    const of = value[row]
    const quality = flag[row]
    const isRow =
      point !== undefined && at !== undefined && of !== undefined && quality !== undefined
    if (isRow) take(point, at, of, quality)
  }
}

/** Several tables as one, in order. */
export function joinTables(tables: readonly ReadingTable[]): ReadingTable {
  const [only, ...others] = tables
  if (only !== undefined && others.length === 0) return only
  return tableOf({
    points: joined(tables.map(({ points }) => points)),
    observedAt: joined(tables.map(({ observedAt }) => observedAt)),
    value: joined(tables.map(({ value }) => value)),
    flag: joined(tables.map(({ flag }) => flag)),
  })
}

/** Copies memory where `flatMap` takes forty times as long. */
function joined<Item>(lists: readonly (readonly Item[])[]): readonly Item[] {
  const none: Item[] = []
  return none.concat(...lists)
}

/** The rows from `from` up to but not including `to`, as a list. */
export function readingsIn(
  { points, observedAt, value, flag }: Columns,
  from: number,
  to: number,
): readonly Reading[] {
  return points.slice(from, to).map((point, at) => ({
    point,
    observedAt: observedAt[from + at] ?? Number.NaN,
    value: value[from + at] ?? Number.NaN,
    flag: flag[from + at] ?? 'suspect',
  }))
}

type Columns = Pick<ReadingTable, 'points' | 'observedAt' | 'value' | 'flag'>

function rowsOf(columns: Columns): Iterator<Reading> {
  return readingsIn(columns, 0, columns.points.length)[Symbol.iterator]()
}
