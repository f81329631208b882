import type {
  DeviceRecord,
  OrganisationRecord,
  PlaceRecord,
  PointLink,
  PointRecord,
  RegistryView,
  SiteRecord,
} from '../registry.js'

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

export function withOrganisations(
  view: RegistryView,
  records: readonly OrganisationRecord[],
): RegistryView {
  return { ...view, organisations: added(view.organisations, records, (record) => record.name) }
}

export function withSites(view: RegistryView, records: readonly SiteRecord[]): RegistryView {
  return { ...view, sites: added(view.sites, records, (record) => record.name) }
}

export function withPlaces(view: RegistryView, records: readonly PlaceRecord[]): RegistryView {
  return {
    ...view,
    places: added(view.places, records, (record) => placeKey(record.site, record.name)),
  }
}

export function withPoints(view: RegistryView, records: readonly PointRecord[]): RegistryView {
  const pointsOfSite = new Map(view.pointsOfSite)
  for (const [site, ofSite] of grouped(records, (record) => record.site)) {
    pointsOfSite.set(site, [...(pointsOfSite.get(site) ?? []), ...ofSite])
  }
  return { ...view, points: added(view.points, records, (record) => record.id), pointsOfSite }
}

/** Adds devices, or puts them in place of those of the same name, with what they serve. */
export function withDevices(view: RegistryView, records: readonly DeviceRecord[]): RegistryView {
  const key = (record: DeviceRecord) => deviceKey(record.organisation, record.name)
  const replaced = new Set(records.map(key))
  const before = records.flatMap((record) => view.devices.get(key(record))?.links ?? [])
  const after = records.flatMap((record) =>
    record.links.map((link): PointLink => ({ device: key(record), link })),
  )

  const linksOfPoint = new Map(view.linksOfPoint)
  for (const point of new Set(before.map((link) => link.point))) {
    const others = linksOfPoint.get(point)?.filter((link) => !replaced.has(link.device)) ?? []
    linksOfPoint.set(point, others)
  }
  for (const [point, links] of grouped(after, ({ link }) => link.point)) {
    const all = [...(linksOfPoint.get(point) ?? []), ...links]
    linksOfPoint.set(point, all.length === 1 ? all : all.sort((a, b) => a.link.from - b.link.from))
  }
  return { ...view, devices: added(view.devices, records, key), linksOfPoint }
}

/** A copy without the key, for what is removed. */
export function without<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
): ReadonlyMap<string, Value> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

function added<Value>(
  map: ReadonlyMap<string, Value>,
  records: readonly Value[],
  key: (record: Value) => string,
): ReadonlyMap<string, Value> {
  if (records.length === 0) return map
  const copy = new Map(map)
  for (const record of records) copy.set(key(record), record)
  return copy
}

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
