/** Reproducible chance for fault runs (mulberry32): the same seed, the same run. */
export function seeded(seed: number) {
  let state = seed >>> 0

  /** 0 ≤ x < 1. */
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number): number => Math.floor(next() * limit)

  return {
    below,
    /** One of the items; there must be at least one. */
    pick<Item>(items: readonly Item[]): Item {
      const [item] = items.slice(below(items.length))
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
    bytes: (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256))),
  }
}

export type Chance = ReturnType<typeof seeded>
