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
