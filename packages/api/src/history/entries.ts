import { createRepeatingMap, type Entry, eachReading, type Readings } from '@bypuls/model'
import type { ReadingChunk } from '@bypuls/stores'
import { createDirtyRanges, type Dirty, unionOf } from './entries-dirty.js'
import { recompute } from './entries-recompute.js'
import {
  type Counter,
  counterRules,
  type RulesRegistry,
  type RulesStore,
} from './entries-shapes.js'
import { createSwapCheck } from './entries-swaps.js'
import { createTails, type RunEnds, type Tail } from './entries-tails.js'

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
  touched(readings: Readings): void
  /** The same for whole runs in columns: of a counter the run's range is recomputed. */
  touchedChunks(chunks: readonly ReadingChunk[]): void
  /**
   * Whether a run of readings goes on from what is known of the counter's end, unremarkably: then it is
   * the end now and nothing has to be asked. Every other run is for `recomputeRuns`.
   */
  follows(run: Run): boolean
  /**
   * Recomputes the entries of runs that do not follow; gives back those whose first or last reading the
   * store does not show yet (`expectAll: false`: takes its answers as they are). Rejects with the
   * store's or the registry's trouble.
   */
  recomputeRuns(runs: readonly Run[], expectAll: boolean): Promise<readonly Run[]>
  /** Recomputes a point's entries for [from, to], epoch ms UTC; resolves when they are right. */
  touch(point: string, from: number, to: number): Promise<void>
  /** Resolves once the entries of everything told so far are right. */
  settled(): Promise<void>
  /** Stops; what is not recomputed by then is so when its readings are told again. */
  close(): Promise<void>
}

/** A run of a counter's readings. */
type Run = RunEnds & { readonly point: string }

/**
 * Keeps the dated entries of counters (resets, swaps, glitches, jumps) equal to what their readings say,
 * whatever the order in which these arrive: an arrival recomputes the range that it touches.
 */
export function createRules(deps: RulesDeps): Rules {
  const { store, registry, onFailure, gatherMs = 250, retryMs = 5_000 } = deps
  const tails = createTails()
  /** By point; null: not a counter. One look-up per reading, for there are many. */
  const known = createRepeatingMap<Counter | null>()
  const dirty = createDirtyRanges()
  let working: readonly Dirty[] = []
  let pass: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let failing = false
  let closed = false

  const swaps = createSwapCheck(registry, rulesOf)
  let swapsMayDiffer = true
  const stopFollowing = registry.onChange(() => {
    known.clear()
    swapsMayDiffer = true
    schedule(gatherMs)
  })
  schedule(gatherMs)

  function rulesOf(point: string): Counter | undefined {
    const found = known.get(point)
    if (found !== undefined) return found ?? undefined
    const rules = counterRules(registry.view(), point)
    known.add(point, rules ?? null)
    return rules
  }

  function mark(range: Dirty): void {
    dirty.add(range)
    tails.touched(range.point, range.to)
    schedule(gatherMs)
  }

  function schedule(afterMs: number): void {
    if (closed || timer !== undefined || pass !== undefined) return
    timer = setTimeout(() => {
      timer = undefined
      pass = recomputeAll().then((nextMs) => {
        pass = undefined
        if (dirty.size > 0 || swapsMayDiffer) schedule(nextMs)
      })
    }, afterMs)
  }

  /** Until nothing is dirty or something fails; resolves with the time to wait before the next pass. */
  async function recomputeAll(): Promise<number> {
    checkSwaps()
    while (dirty.size > 0 && !closed) {
      working = dirty.take()
      try {
        const lacking = await alone(() => recomputeGroup(working))
        if (lacking.size > 0)
          throw new Error(`the store lacks readings of ${[...lacking].join(', ')}`)
        failing = false
        for (const { waiting } of working) for (const done of waiting) done()
      } catch (error) {
        failing = true
        onFailure(error)
        for (const range of working) dirty.add(range)
        return retryMs
      } finally {
        working = []
      }
    }
    return gatherMs
  }

  function checkSwaps(): void {
    if (!swapsMayDiffer) return
    swapsMayDiffer = false
    for (const { point, at } of swaps.changed()) mark({ point, from: at, to: at, waiting: [] })
  }

  /** Two that recompute the same point side by side would each undo what the other did. */
  function alone<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }

  /** Gives the points of which the store did not show what is expected; their entries are as they were. */
  async function recomputeGroup(
    group: readonly Dirty[],
    expected: (point: string) => readonly number[] = () => [],
  ): Promise<ReadonlySet<string>> {
    const lacking = new Set<string>()
    const points = new Set(group.map(({ point }) => point))
    const counters = [...points].flatMap((point) => rulesOf(point) ?? [])
    if (counters.length === 0) return lacking
    const entries = (point: string) => registry.entries(point)
    const touched = unionOf(group)
    for await (const one of recompute(store, { counters, touched, entries, expected })) {
      if (one.scanned === 'lacking') {
        lacking.add(one.point)
        continue
      }
      const { from, to, entries: found, tail } = one.scanned
      const old = registry.entries(one.point).filter(({ at }) => at >= from && at < to)
      if (!sameEntries(old, found)) await registry.replaceEntries(one.point, from, to, found)
      if (tail !== undefined) ended(one.point, tail)
    }
    return lacking
  }

  /** Near runs together, so that one question serves them all. */
  async function recomputeRuns(runs: readonly Run[], expectAll: boolean): Promise<readonly Run[]> {
    const told = createDirtyRanges()
    const expected = new Map<string, number[]>()
    for (const { point, from, to } of runs) {
      if (rulesOf(point) === undefined) continue
      told.add({ point, from, to, waiting: [] })
      tails.touched(point, to)
      expected.set(point, [...(expected.get(point) ?? []), from, to])
    }
    const lacking = new Set<string>()
    while (told.size > 0 && !closed) {
      const group = told.take()
      const { from, to } = unionOf(group)
      const times = (point: string) =>
        expectAll ? (expected.get(point) ?? []).filter((at) => at >= from && at <= to) : []
      for (const point of await recomputeGroup(group, times)) lacking.add(point)
    }
    return runs.filter(({ point }) => lacking.has(point))
  }

  /** Readings that came while the store was asked may not be in its answer: they are looked at again. */
  function ended(point: string, tail: Tail): void {
    const known = tails.last(point)
    if (known !== undefined && known.at > tail.last.at) {
      mark({ point, from: tail.last.at, to: known.at, waiting: [] })
    } else if (!dirty.has(point)) {
      tails.set(point, tail)
    }
  }

  /** Somebody waits: no more gathering, except after a failure. */
  function hasten(): void {
    if (timer === undefined || failing) return
    clearTimeout(timer)
    timer = undefined
    schedule(0)
  }

  return {
    touched(readings) {
      eachReading(readings, (point, observedAt, value, flag) => {
        const rules = rulesOf(point)
        if (rules === undefined || flag !== 'good') return
        if (tails.follows(rules, observedAt, value)) return
        mark({ point, from: observedAt, to: observedAt, waiting: [] })
      })
    },

    touchedChunks(chunks) {
      for (const { point, observedAt } of chunks) {
        const [from] = observedAt
        const to = observedAt.at(-1)
        if (from === undefined || to === undefined || rulesOf(point) === undefined) continue
        mark({ point, from, to, waiting: [] })
      }
    },

    follows(run) {
      const rules = rulesOf(run.point)
      return rules === undefined || tails.followsRun(rules, run)
    },

    recomputeRuns: (runs, expectAll) => alone(() => recomputeRuns(runs, expectAll)),

    touch(point, from, to) {
      if (rulesOf(point) === undefined) return Promise.resolve()
      return new Promise((resolve) => {
        mark({ point, from, to, waiting: [resolve] })
        hasten()
      })
    },

    settled() {
      checkSwaps()
      return new Promise((resolve) => {
        let left = 1
        const done = () => {
          left -= 1
          if (left === 0) resolve()
        }
        left += dirty.await(done) + working.length
        working = working.map((range) => ({ ...range, waiting: [...range.waiting, done] }))
        done()
        hasten()
      })
    },

    async close() {
      closed = true
      stopFollowing()
      clearTimeout(timer)
      await pass
    },
  }
}

function sameEntries(a: readonly Entry[], b: readonly Entry[]): boolean {
  return a.length === b.length && textOf(a) === textOf(b)
}

function textOf(entries: readonly Entry[]): string {
  const texts = entries.map((entry) =>
    [entry.at, entry.kind, entry.rule, entry.kind === 'offset' ? entry.amount : 0].join(' '),
  )
  return texts.sort().join('\n')
}
