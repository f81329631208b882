import type { CounterRules, Entry, ReadingColumns } from '@bypuls/model'
import { type Scanned, scanTouched } from './entries-scan.js'
import { EVER, type RulesStore, type TouchedRange } from './entries-shapes.js'

/** Readings looked at on either side of a touched range, the first time; more where they do not do. */
const MARGIN = 16

export type RecomputeQuery = {
  readonly counters: readonly CounterRules[]
  readonly touched: TouchedRange
  readonly entries: (point: string) => readonly Entry[]
}

/** The entries of several counters over one touched range: three questions to the store for them all. */
export async function* recompute(
  store: RulesStore,
  { counters, touched, entries }: RecomputeQuery,
): AsyncGenerator<{ readonly point: string; readonly scanned: Scanned }> {
  const points = counters.map(({ point }) => point)
  const [before, after] = await Promise.all([
    marginBefore(store, points, touched, MARGIN),
    marginAfter(store, points, touched, MARGIN),
  ])
  const byPoint = new Map(counters.map((rules) => [rules.point, rules]))
  for await (const { point, good } of seriesOf(store, points, touched)) {
    const rules = byPoint.get(point)
    if (rules === undefined) continue
    const margins = { before: before.get(point) ?? NONE, after: after.get(point) ?? NONE }
    const old = entries(point)
    yield { point, scanned: await scan(store, { rules, touched, within: good, margins, old }) }
  }
}

type Good = { readonly observedAt: readonly number[]; readonly value: readonly number[] }
/** `whole`: nothing lies beyond it. */
type Margin = Good & { readonly whole: boolean }

const NONE: Margin = { observedAt: [], value: [], whole: true }

type ScanOne = {
  readonly rules: CounterRules
  readonly touched: TouchedRange
  readonly within: Good
  readonly margins: { readonly before: Margin; readonly after: Margin }
  readonly old: readonly Entry[]
}

async function scan(store: RulesStore, query: ScanOne): Promise<Scanned> {
  const { rules, touched, within, old } = query
  let { before, after } = query.margins
  for (let margin = MARGIN * 8; ; margin *= 8) {
    const scanned = scanTouched({
      rules,
      readings: joined(before, within, after),
      fromStart: before.whole,
      toEnd: after.whole,
      touched,
      old,
    })
    if (typeof scanned === 'object') return scanned
    const points = [rules.point]
    if (scanned === 'more-before') {
      before = (await marginBefore(store, points, touched, margin)).get(rules.point) ?? NONE
    } else {
      after = (await marginAfter(store, points, touched, margin)).get(rules.point) ?? NONE
    }
  }
}

function joined(before: Good, within: Good, after: Good): ReadingColumns {
  return {
    observedAt: [...before.observedAt, ...within.observedAt, ...after.observedAt],
    value: [...before.value, ...within.value, ...after.value],
  }
}

/** Most margins lie within so much time; asking for it first spares the store its whole history. */
const NEAR_MS = 24 * 3_600_000

async function marginBefore(
  store: RulesStore,
  points: readonly string[],
  { from }: TouchedRange,
  limit: number,
): Promise<ReadonlyMap<string, Margin>> {
  const margins = await marginsOf(store, {
    points,
    limit,
    order: 'newest-first',
    near: { from: from - NEAR_MS, to: from },
    far: { from: EVER.from, to: from },
  })
  return new Map(
    [...margins].map(([point, { observedAt, value, whole }]) => [
      point,
      { observedAt: observedAt.toReversed(), value: value.toReversed(), whole },
    ]),
  )
}

function marginAfter(
  store: RulesStore,
  points: readonly string[],
  { to }: TouchedRange,
  limit: number,
): Promise<ReadonlyMap<string, Margin>> {
  return marginsOf(store, {
    points,
    limit,
    order: 'oldest-first',
    near: { from: to + 1, to: to + 1 + NEAR_MS },
    far: { from: to + 1, to: EVER.to },
  })
}

type MarginsQuery = {
  readonly points: readonly string[]
  readonly limit: number
  readonly order: 'newest-first' | 'oldest-first'
  readonly near: { readonly from: number; readonly to: number }
  readonly far: { readonly from: number; readonly to: number }
}

async function marginsOf(
  store: RulesStore,
  { points, limit, order, near, far }: MarginsQuery,
): Promise<ReadonlyMap<string, Margin>> {
  const found = await limited(store, { points, limit, order, ...near })
  const short = points.filter((point) => found.get(point)?.whole ?? true)
  if (short.length === 0) return found
  return new Map([...found, ...(await limited(store, { points: short, limit, order, ...far }))])
}

async function limited(
  store: RulesStore,
  query: Parameters<RulesStore['readings']>[0] & { readonly limit: number },
): Promise<ReadonlyMap<string, Margin>> {
  const margins = new Map<string, { observedAt: number[]; value: number[]; seen: number }>()
  for await (const chunk of store.readings(query)) {
    const margin = margins.get(chunk.point) ?? { observedAt: [], value: [], seen: 0 }
    margins.set(chunk.point, margin)
    margin.seen += chunk.observedAt.length
    pushGood(margin, chunk)
  }
  return new Map(
    [...margins].map(([point, { observedAt, value, seen }]) => [
      point,
      { observedAt, value, whole: seen < query.limit },
    ]),
  )
}

/** The good readings of the range, one point at a time, those without any included. */
async function* seriesOf(
  store: RulesStore,
  points: readonly string[],
  { from, to }: TouchedRange,
): AsyncGenerator<{ readonly point: string; readonly good: Good }> {
  const left = new Set(points)
  let current: { point: string; observedAt: number[]; value: number[] } | undefined
  for await (const chunk of store.readings({ points, from, to: to + 1 })) {
    if (current !== undefined && current.point !== chunk.point) {
      yield { point: current.point, good: current }
      current = undefined
    }
    current ??= { point: chunk.point, observedAt: [], value: [] }
    left.delete(chunk.point)
    pushGood(current, chunk)
  }
  if (current !== undefined) yield { point: current.point, good: current }
  for (const point of left) yield { point, good: { observedAt: [], value: [] } }
}

type Chunk = {
  readonly observedAt: Float64Array
  readonly value: Float64Array
  readonly suspect: Uint8Array
}

function pushGood(into: { observedAt: number[]; value: number[] }, chunk: Chunk): void {
  for (const [index, at] of chunk.observedAt.entries()) {
    if (chunk.suspect[index] === 1) continue
    into.observedAt.push(at)
    into.value.push(chunk.value[index] ?? Number.NaN)
  }
}
