import type { RegistryView } from '../registry.js'

/** A registry with nothing in it. */
export const EMPTY_VIEW: RegistryView = {
  organisations: new Map(),
  sites: new Map(),
  places: new Map(),
  points: new Map(),
  pointsOfSite: new Map(),
  devices: new Map(),
  linksOfPoint: new Map(),
}

export const placeKey = (site: string, place: string): string => `${site}.${place}`
export const deviceKey = (organisation: string, device: string): string =>
  `${organisation}/${device}`

/** Records by a key, in their order. */
export function grouped<Value>(
  records: readonly Value[],
  key: (record: Value) => string,
): ReadonlyMap<string, Value[]> {
  const groups = new Map<string, Value[]>()
  for (const record of records) {
    const group = groups.get(key(record))
    if (group === undefined) groups.set(key(record), [record])
    else group.push(record)
  }
  return groups
}
