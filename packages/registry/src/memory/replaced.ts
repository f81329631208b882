import type { Pace } from '../pace.js'

/** What some keys stand for now; nothing where it is gone. */
export type Changed<Value> = ReadonlyMap<string, Value | undefined>

/** A copy of the map with the changes in it; the map itself where there are none. */
export async function replaced<Value>(
  map: ReadonlyMap<string, Value>,
  changed: Changed<Value>,
  pace: Pace,
): Promise<ReadonlyMap<string, Value>> {
  if (changed.size === 0) return map
  const copy = await copyOf(map, pace)
  for (const [key, value] of changed) {
    if (value === undefined) copy.delete(key)
    else copy.set(key, value)
    if (pace.isDue()) await pace.rest()
  }
  return copy
}

export async function copyOf<Value>(
  map: ReadonlyMap<string, Value>,
  pace: Pace,
): Promise<Map<string, Value>> {
  const copy = new Map<string, Value>()
  for (const [key, value] of map) {
    copy.set(key, value)
    if (copy.size % 1000 === 0 && pace.isDue()) await pace.rest()
  }
  return copy
}

/** Records by their keys, in their order. */
export async function mapOf<Value>(
  records: readonly Value[],
  keyOf: (record: Value) => string,
  pace: Pace,
): Promise<ReadonlyMap<string, Value>> {
  const map = new Map<string, Value>()
  for (const record of records) {
    map.set(keyOf(record), record)
    if (pace.isDue()) await pace.rest()
  }
  return map
}

/** The same keys with what becomes of their values. */
export async function mapped<Before, After>(
  map: Changed<Before>,
  toValue: (value: Before) => After,
  pace: Pace,
): Promise<Changed<After>> {
  const values = new Map<string, After | undefined>()
  for (const [key, value] of map) {
    values.set(key, value === undefined ? undefined : toValue(value))
    if (pace.isDue()) await pace.rest()
  }
  return values
}
