import type { LiveFrame } from '@bypuls/model'

type Value = LiveFrame['values'][number]
type Site = { at: number; readonly values: Map<string, Value> }

/** What a slow client missed: the newest value of each point, whatever came in between. */
export function createPending() {
  const sites = new Map<string, Site>()

  return {
    add({ site, at, values }: LiveFrame): void {
      const waiting = sites.get(site) ?? { at, values: new Map<string, Value>() }
      sites.set(site, waiting)
      waiting.at = at
      for (const value of values) {
        const before = waiting.values.get(value[0])
        if (before === undefined || before[1] <= value[1]) waiting.values.set(value[0], value)
      }
    },

    /** One frame per site, and nothing waits any more. */
    take(): LiveFrame[] {
      const frames = [...sites].map(([site, { at, values }]) => ({
        site,
        at,
        values: [...values.values()],
      }))
      sites.clear()
      return frames
    },
  }
}
