import type { CounterRules, Entry, Reading } from '@bypuls/model'
import { recompute } from './entries-recompute.js'
import {
  counterRules,
  type RulesRegistry,
  type RulesStore,
  type TouchedRange,
} from './entries-shapes.js'
import { createTails } from './entries-tails.js'

export type RulesDeps = {
  readonly store: RulesStore
  readonly registry: RulesRegistry
  /** Told when the store or the registry fails; the work is kept and tried again. */
  readonly onFailure: (error: unknown) => void
  /** How long touched ranges are gathered before they are recomputed, ms. */
  readonly gatherMs?: number
  /** How long to wait after a failure, ms. */
  readonly retryMs?: number
}

export type Rules = {
  /**
   * Tells of readings that the store has by now. Costs next to nothing for gauges and for meters that
   * go on counting in order; everything else is recomputed soon, in the background.
   */
  touched(readings: readonly Reading[]): void
  /** Recomputes a point's entries for [from, to], epoch ms UTC; resolves when they are right. */
  touch(point: string, from: number, to: number): Promise<void>
  /** Resolves once the entries of everything told so far are right. */
  settled(): Promise<void>
  close(): Promise<void>
}

/** Counters recomputed together, at most: what a question to the store may hold. */
const GROUP = 50

/**
 * Keeps the dated entries of counters (resets, swaps, glitches, jumps) equal to what their readings say,
 * whatever the order in which these arrive: an arrival recomputes the range that it touches.
 */
export function createRules(deps: RulesDeps): Rules {
  const { store, registry, onFailure, gatherMs = 250, retryMs = 5_000 } = deps
  const tails = createTails()
  const known = new Map<string, CounterRules | undefined>()
  const dirty = new Map<string, TouchedRange>()
  const busy = new Set<string>()
  let waiting: (() => void)[] = []
  let timer: NodeJS.Timeout | undefined
  let working: Promise<void> | undefined
  let closed = false

  const stopFollowing = registry.onChange(() => {
    const before = [...known]
    known.clear()
    for (const [point, rules] of before) {
      const [was, is] = [rules?.swaps ?? [], rulesOf(point)?.swaps ?? []]
      const changed = differing(was, is)
      if (changed.length > 0) mark(point, Math.min(...changed), Math.max(...changed))
    }
  })

  function touched(readings: readonly Reading[]): void {
    for (const { point, observedAt: at, value, flag } of readings) {
      const rules = rulesOf(point)
      if (rules === undefined || flag !== 'good') continue
      const pending = dirty.has(point) || busy.has(point)
      if (pending || !tails.follows(rules, { at, value })) mark(point, at, at)
    }
  }

  function rulesOf(point: string): CounterRules | undefined {
    const found = known.get(point)
    if (found !== undefined || known.has(point)) return found
    const rules = counterRules(registry.view(), point)
    known.set(point, rules)
    return rules
  }

  function mark(point: string, from: number, to: number): void {
    const range = dirty.get(point)
    dirty.set(point, {
      from: Math.min(from, range?.from ?? from),
      to: Math.max(to, range?.to ?? to),
    })
    tails.forget(point)
    schedule(gatherMs)
  }

  function schedule(afterMs: number): void {
    if (closed || timer !== undefined || working !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      working = work().finally(() => {
        working = undefined
        if (dirty.size > 0) schedule(failed ? retryMs : gatherMs)
      })
    }, afterMs)
  }

  let failed = false
  async function work(): Promise<void> {
    failed = false
    while (dirty.size > 0 && !failed && !closed) {
      const group = takeGroup(dirty)
      try {
        await recomputeGroup(group)
      } catch (error) {
        failed = true
        for (const [point, { from, to }] of group) mark(point, from, to)
        onFailure(error)
      }
    }
    if (dirty.size > 0) return
    for (const resolve of waiting) resolve()
    waiting = []
  }

  async function recomputeGroup(group: ReadonlyMap<string, TouchedRange>): Promise<void> {
    const counters = [...group.keys()].flatMap((point) => rulesOf(point) ?? [])
    if (counters.length === 0) return
    for (const { point } of counters) busy.add(point)
    try {
      const entries = registry.entries
      for await (const one of recompute(store, { counters, touched: unionOf(group), entries })) {
        const { from, to, entries: found, tail } = one.scanned
        const old = registry.entries(one.point).filter(({ at }) => at >= from && at < to)
        if (!sameEntries(old, found)) await registry.replaceEntries(one.point, from, to, found)
        busy.delete(one.point)
        if (tail !== undefined && !dirty.has(one.point)) tails.set(one.point, tail)
      }
    } finally {
      for (const { point } of counters) busy.delete(point)
    }
  }

  function settled(): Promise<void> {
    if (dirty.size === 0 && working === undefined) return Promise.resolve()
    return new Promise((resolve) => waiting.push(resolve))
  }

  return {
    touched,
    async touch(point, from, to) {
      if (rulesOf(point) === undefined) return
      mark(point, from, to)
      await settled()
    },
    settled,
    async close() {
      closed = true
      stopFollowing()
      clearTimeout(timer)
      await working
    },
  }
}

/** Takes the first dirty points whose ranges overlap with the first one's, so that one question serves them. */
function takeGroup(dirty: Map<string, TouchedRange>): ReadonlyMap<string, TouchedRange> {
  const group = new Map<string, TouchedRange>()
  for (const [point, range] of dirty) {
    const union = group.size === 0 ? range : unionOf(group)
    if (range.from > union.to || range.to < union.from) continue
    group.set(point, range)
    dirty.delete(point)
    if (group.size === GROUP) break
  }
  return group
}

function unionOf(group: ReadonlyMap<string, TouchedRange>): TouchedRange {
  const ranges = [...group.values()]
  return {
    from: ranges.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: ranges.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  }
}

function sameEntries(a: readonly Entry[], b: readonly Entry[]): boolean {
  const text = (entries: readonly Entry[]) =>
    entries
      .map((entry) => JSON.stringify(entry, ENTRY_KEYS))
      .sort()
      .join()
  return text(a) === text(b)
}

const ENTRY_KEYS = ['point', 'kind', 'at', 'amount', 'rule']

function differing(
  a: readonly CounterRules['swaps'][number][],
  b: readonly CounterRules['swaps'][number][],
): readonly number[] {
  const text = (swap: CounterRules['swaps'][number]) => JSON.stringify(swap)
  const [inA, inB] = [new Set(a.map(text)), new Set(b.map(text))]
  return [
    ...a.filter((swap) => !inB.has(text(swap))),
    ...b.filter((swap) => !inA.has(text(swap))),
  ].map(({ at }) => at)
}
