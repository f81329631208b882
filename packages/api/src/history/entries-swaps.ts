import type { CounterRules } from '@bypuls/model'
import type { RulesRegistry } from './entries-shapes.js'

export type SwapCheck = {
  /** The times at which a counter's entries and its device links disagree about a swap, once each. */
  changed(): readonly { readonly point: string; readonly at: number }[]
}

/** Notices swaps that were registered, changed or taken away, without a reading that would tell. */
export function createSwapCheck(
  registry: Pick<RulesRegistry, 'view' | 'entries'>,
  rulesOf: (point: string) => CounterRules | undefined,
): SwapCheck {
  const told = new Set<string>()

  return {
    changed() {
      const found: { point: string; at: number }[] = []
      const { points } = registry.view()
      for (const point of points.keys()) {
        const swaps = rulesOf(point)?.swaps
        if (swaps === undefined) continue
        const entries = registry.entries(point).filter(({ rule }) => rule === 'swap')
        if (swaps.length === 0 && entries.length === 0) continue
        for (const swap of swaps) {
          const key = `${point} ${JSON.stringify(swap)}`
          if (told.has(key)) continue
          told.add(key)
          found.push({ point, at: swap.at })
        }
        for (const { at } of entries) {
          if (!swaps.some((swap) => swap.at === at)) found.push({ point, at })
        }
      }
      return found
    },
  }
}
