import {
  createRepeatingMap,
  type Device,
  type DeviceLink,
  type Metric,
  metricBySlug,
  pointParts,
  type RepeatingMap,
} from '@bypuls/model'

/** A link with what it takes to make a reading of a measurement. */
export type ReadyLink = {
  readonly link: DeviceLink
  readonly metric: Metric
  readonly point: string
  /** From when, and until when (`Infinity`: for now), as in the link. */
  readonly from: number
  readonly to: number
}

/** A device's links by child and field, newest period first. */
export type LinkIndex = ReadonlyMap<string, RepeatingMap<readonly ReadyLink[]>>

const indexes = new WeakMap<Device, LinkIndex>()

/** The device's links, indexed once per registered state of the device (the registry replaces it whole). */
export function linkIndex(device: Device): LinkIndex {
  const known = indexes.get(device)
  if (known) return known
  const index = buildIndex(device.links)
  indexes.set(device, index)
  return index
}

/** A device of its own has no child; no child has an empty name. */
export const NO_CHILD = ''

/** The link that holds at an instant. A loop: with `find` it takes twice as long, for every reading. */
export function linkAt(
  links: readonly ReadyLink[] | undefined,
  observedAt: number,
): ReadyLink | undefined {
  if (links === undefined) return undefined
  for (const ready of links) if (ready.from <= observedAt && observedAt < ready.to) return ready
  return undefined
}

function buildIndex(links: readonly DeviceLink[]): LinkIndex {
  const byChild = new Map<string, Map<string, ReadyLink[]>>()
  for (const link of [...links].sort((a, b) => b.from - a.from)) {
    const metric = metricBySlug(pointParts(link.point).metric)
    if (!metric) continue
    const child = link.child ?? NO_CHILD
    const byField = byChild.get(child) ?? new Map<string, ReadyLink[]>()
    byChild.set(child, byField)
    const { point, from, to = Infinity } = link
    const ready = { link, metric, point, from, to }
    byField.set(link.field, [...(byField.get(link.field) ?? []), ready])
  }
  return new Map([...byChild].map(([child, byField]) => [child, repeating(byField)]))
}

function repeating<Value>(map: ReadonlyMap<string, Value>): RepeatingMap<Value> {
  const same = createRepeatingMap<Value>()
  for (const [key, value] of map) same.add(key, value)
  return same
}
