import type { TouchedRange } from './entries-shapes.js'

/** Counters recomputed together, at most. */
const GROUP = 50
/** Ranges so near to one another are recomputed as one, ms. */
const NEAR_MS = 24 * 3_600_000
/** A point with more ranges than this (shuffled arrivals) is recomputed over all of them at once. */
const FEW = 3

/** A touched range of a point, and who waits for it. */
export type Dirty = TouchedRange & {
  readonly point: string
  readonly waiting: readonly (() => void)[]
}

/** The touched ranges that are still to be recomputed; a point may have several that lie apart. */
export type DirtyRanges = {
  /** Points with a range. */
  readonly size: number
  has(point: string): boolean
  add(range: Dirty): void
  /** Takes some ranges that lie together, so that one question serves them all. */
  take(): readonly Dirty[]
  /** Lets `done` be called for each range that is there now, once it is recomputed; how many there are. */
  await(done: () => void): number
}

export function createDirtyRanges(): DirtyRanges {
  const byPoint = new Map<string, readonly Dirty[]>()

  function keep(point: string, ranges: readonly Dirty[]): void {
    if (ranges.length === 0) byPoint.delete(point)
    else byPoint.set(point, ranges)
  }

  return {
    get size() {
      return byPoint.size
    },
    has: (point) => byPoint.has(point),

    add(range) {
      const there = byPoint.get(range.point) ?? []
      const near = there.filter((one) => isNear(one, range))
      const apart = there.filter((one) => !isNear(one, range))
      keep(range.point, [...apart, near.reduce(joined, range)])
    },

    take() {
      const group: Dirty[] = []
      let union: TouchedRange | undefined
      for (const [point, ranges] of byPoint) {
        const left: Dirty[] = []
        for (const range of ranges.length > FEW ? [ranges.reduce(joined)] : ranges) {
          if (group.length < GROUP && (union === undefined || isNear(union, range))) {
            union = union === undefined ? range : unionOf([union, range])
            group.push(range)
          } else left.push(range)
        }
        keep(point, left)
        if (group.length === GROUP) break
      }
      return group
    },

    await(done) {
      let count = 0
      for (const [point, ranges] of byPoint) {
        count += ranges.length
        keep(
          point,
          ranges.map((range) => ({ ...range, waiting: [...range.waiting, done] })),
        )
      }
      return count
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
