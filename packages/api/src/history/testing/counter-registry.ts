import type { DeviceLink, Entry } from '@bypuls/model'
import type { RulesRegistry } from '../entries-shapes.js'
import { viewOf } from './view.js'

/** The one counter: at most 5 000 kWh an hour. */
export const HEAT = 'a.meter.heat'
/** The one gauge. */
export const POWER = 'a.meter.heat-power'

export type CounterRegistry = RulesRegistry & {
  readonly replaced: () => number
  setLinks(links: readonly DeviceLink[]): void
}

/** A registry in memory with one counter and one gauge, which counts how often entries were replaced. */
export function openCounterRegistry(): CounterRegistry {
  let links: readonly DeviceLink[] = [linkOf({})]
  let replaced = 0
  const entries = new Map<string, readonly Entry[]>()
  const listeners = new Set<(view: ReturnType<RulesRegistry['view']>) => void>()
  const meter = { kind: 'meter', points: { heat: null, 'heat-power': 60_000 } } as const
  const town = viewOf({ a: { timezone: 'Europe/Copenhagen', rooms: { meter } } })
  const view = () => ({
    ...town,
    linksOfPoint: new Map([
      ...town.linksOfPoint,
      [HEAT, links.map((link) => ({ device: 'o/meter', link }))] as const,
    ]),
  })
  return {
    view,
    entries: (point) => entries.get(point) ?? [],
    replaced: () => replaced,
    async replaceEntries(point, from, to, found) {
      replaced += 1
      const kept = (entries.get(point) ?? []).filter(({ at }) => at < from || at >= to)
      entries.set(
        point,
        [...kept, ...found].sort((a, b) => a.at - b.at),
      )
    },
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    setLinks(next) {
      links = next
      for (const listener of listeners) listener(view())
    },
  }
}

export function linkOf(link: Partial<DeviceLink>): DeviceLink {
  return { field: 'heat', point: HEAT, from: 0, expectedIntervalMs: 3_600_000, ...link }
}
