import type { TouchedRange } from './entries-shapes.js'

/** Counters recomputed together, at most. */
const GROUP = 50
/** Ranges so near to one another are asked for as one, ms. */
const NEAR_MS = 24 * 3_600_000

/** A touched range of a point, and who waits for it. */
export type Dirty = TouchedRange & {
  readonly point: string
  readonly waiting: readonly (() => void)[]
}

/** The touched ranges that are still to be recomputed, one per point. */
export type DirtyRanges = {
  readonly size: number
  has(point: string): boolean
  add(range: Dirty): void
  /** Takes some points whose ranges lie together, so that one question serves them all. */
  take(): readonly Dirty[]
  /** Lets `done` be called once everything that is there now has been recomputed; how many that is. */
  await(done: () => void): number
}

export function createDirtyRanges(): DirtyRanges {
  const ranges = new Map<string, Dirty>()

  return {
    get size() {
      return ranges.size
    },
    has: (point) => ranges.has(point),

    add(range) {
      const there = ranges.get(range.point)
      ranges.set(range.point, there === undefined ? range : joined(there, range))
    },

    take() {
      const group: Dirty[] = []
      let union: TouchedRange | undefined
      for (const range of ranges.values()) {
        if (union !== undefined && !isNear(union, range)) continue
        union = unionOf(union === undefined ? [range] : [union, range])
        group.push(range)
        ranges.delete(range.point)
        if (group.length === GROUP) break
      }
      return group
    },

    await(done) {
      for (const [point, range] of ranges) {
        ranges.set(point, { ...range, waiting: [...range.waiting, done] })
      }
      return ranges.size
    },
  }
}

/** The smallest range that holds them all; there is at least one. */
export function unionOf(ranges: readonly TouchedRange[]): TouchedRange {
  return {
    from: ranges.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: ranges.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  }
}

function joined(a: Dirty, b: Dirty): Dirty {
  return { point: a.point, ...unionOf([a, b]), waiting: [...a.waiting, ...b.waiting] }
}

function isNear(union: TouchedRange, range: TouchedRange): boolean {
  return range.from <= union.to + NEAR_MS && range.to >= union.from - NEAR_MS
}
