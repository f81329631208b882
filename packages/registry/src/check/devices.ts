import {
  convertible,
  type DeviceLink,
  metricBySlug,
  pointParts,
  RESERVED_DEVICES,
} from '@bypuls/model'
import { deviceKey } from '../memory/view.js'
import type { Pace } from '../pace.js'
import type { NewDevice, RegistryView } from '../registry.js'
import { checkName, checkNew, checkTitle, notAllowed, notFound } from './fault.js'

export async function checkDevices(
  view: RegistryView,
  records: readonly NewDevice[],
  pace: Pace,
): Promise<void> {
  for (const record of records) {
    checkName('device.name', record.name, RESERVED_DEVICES)
    checkTitle('device.title', record.title)
    checkName('device.format', record.format)
    if (!view.organisations.has(record.organisation)) {
      throw notFound('device.organisation', 'organisation', record.organisation)
    }
    checkLinks(view, record.links)
    if (pace.isDue()) await pace.rest()
  }
  const keys = records.map((record) => deviceKey(record.organisation, record.name))
  checkNew('device.name', 'device', keys, view.devices)
}

/** Checks all links of a device together: a field must not mean two points at one time. */
export function checkLinks(view: RegistryView, links: readonly DeviceLink[]): void {
  for (const link of links) {
    if (!view.points.has(link.point)) throw notFound('link.point', 'point', link.point)
    checkTitle('link.field', link.field)
    if (link.child !== undefined) checkTitle('link.child', link.child)
    checkUnit(link)
    if (!(link.expectedIntervalMs > 0 && link.expectedIntervalMs <= 366 * 86_400_000)) {
      const expected = 'milliseconds, more than 0 and at most a year'
      throw notAllowed('link.expectedIntervalMs', link.expectedIntervalMs, expected)
    }
    if (!Number.isSafeInteger(link.from)) {
      throw notAllowed('link.from', link.from, 'whole milliseconds since 1970')
    }
    if (link.to !== undefined && !(Number.isSafeInteger(link.to) && link.to > link.from)) {
      throw notAllowed('link.to', link.to, `whole milliseconds after ${link.from}`)
    }
  }
  checkOverlaps(links)
}

/** A unit that cannot become the metric's own would have every reading refused. */
function checkUnit({ unit, point }: DeviceLink): void {
  if (unit === undefined) return
  const own = metricBySlug(pointParts(point).metric)?.unit
  if (own === undefined || convertible(unit, own)) return
  throw notAllowed('link.unit', unit, `a unit that can be converted to "${own}"`)
}

function checkOverlaps(links: readonly DeviceLink[]): void {
  const ordered = [...links].sort((a, b) => a.from - b.from)
  const untilOf = new Map<string, number>()
  for (const link of ordered) {
    const until = untilOf.get(fieldKey(link)) ?? Number.NEGATIVE_INFINITY
    if (link.from < until) {
      const expected = `one point at a time for the field "${link.field}"`
      throw notAllowed('link.from', link.from, expected)
    }
    untilOf.set(fieldKey(link), link.to ?? Number.POSITIVE_INFINITY)
  }
}

/** The links with the new ones: an open one of the same field ends where a later one begins. */
export function joinedLinks(
  old: readonly DeviceLink[],
  added: readonly DeviceLink[],
): readonly DeviceLink[] {
  const ended = old.map((link) => {
    if (link.to !== undefined) return link
    const next = added
      .filter((other) => fieldKey(other) === fieldKey(link) && other.from > link.from)
      .reduce((earliest, other) => Math.min(earliest, other.from), Number.POSITIVE_INFINITY)
    return next === Number.POSITIVE_INFINITY ? link : { ...link, to: next }
  })
  return [...ended, ...added]
}

/** The links with the open ones of these fields ended; 404 for a field that has none. */
export function endedLinks(
  links: readonly DeviceLink[],
  fields: readonly Pick<DeviceLink, 'child' | 'field'>[],
  at: number,
): readonly DeviceLink[] {
  const toEnd = new Set(fields.map(fieldKey))
  const ended = links.map((link) => {
    if (link.to !== undefined || !toEnd.delete(fieldKey(link))) return link
    return { ...link, to: at }
  })
  for (const field of toEnd) throw notFound('link.field', 'open link of the field', field.trim())
  return ended
}

function fieldKey(link: Pick<DeviceLink, 'child' | 'field'>): string {
  return `${link.child ?? ''}\n${link.field}`
}
