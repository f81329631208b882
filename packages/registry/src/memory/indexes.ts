import type { Pace } from '../pace.js'
import type { DeviceRecord, PointLink, PointRecord, RegistryView } from '../registry.js'
import { type Changed, copyOf } from './replaced.js'

/** The points of each site, after these points were added, changed or removed. */
export async function changedPointsOfSite(
  view: RegistryView,
  changed: Changed<PointRecord>,
  pace: Pace,
): Promise<RegistryView['pointsOfSite']> {
  if (changed.size === 0) return view.pointsOfSite
  const ofSite = new Map<string, PointRecord[]>()
  for (const [id, record] of changed) {
    const before = view.points.get(id)
    if (before !== undefined) listOf(ofSite, before.site)
    if (record !== undefined) listOf(ofSite, record.site).push(record)
    if (pace.isDue()) await pace.rest()
  }

  const copy = await copyOf(view.pointsOfSite, pace)
  for (const [site, records] of ofSite) {
    const others = (copy.get(site) ?? []).filter(({ id }) => !changed.has(id))
    copy.set(site, others.concat(records))
    if (pace.isDue()) await pace.rest()
  }
  return copy
}

/** Who served each point, after these devices were added, changed or removed. */
export async function changedLinks(
  view: RegistryView,
  changed: Changed<DeviceRecord>,
  pace: Pace,
): Promise<RegistryView['linksOfPoint']> {
  if (changed.size === 0) return view.linksOfPoint
  const ofPoint = new Map<string, PointLink[]>()
  const moved = new Set<string>()
  for (const [device, record] of changed) {
    const before = view.devices.get(device)?.links ?? []
    if (isSame(before, record?.links ?? [])) continue
    moved.add(device)
    for (const { point } of before) listOf(ofPoint, point)
    for (const link of record?.links ?? []) listOf(ofPoint, link.point).push({ device, link })
    if (pace.isDue()) await pace.rest()
  }

  if (ofPoint.size === 0) return view.linksOfPoint
  const copy = await copyOf(view.linksOfPoint, pace)
  for (const [point, links] of ofPoint) {
    const others = (copy.get(point) ?? []).filter(({ device }) => !moved.has(device))
    const all = others.concat(links)
    copy.set(point, all.length < 2 ? all : all.sort((a, b) => a.link.from - b.link.from))
    if (pace.isDue()) await pace.rest()
  }
  return copy
}

function isSame(before: DeviceRecord['links'], after: DeviceRecord['links']): boolean {
  return before === after || JSON.stringify(before) === JSON.stringify(after)
}

function listOf<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}
