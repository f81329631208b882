import type { Flag, Reading } from '@bypuls/model'
import type { ReadingChunk } from '../store.js'
import type { Questions, Run } from './question.js'
import { toSelector } from './series.js'

const DAY_MS = 86_400_000
/** An export that gave fewer is followed by one over a longer time, one that gave more by a shorter. */
const FEW = 50_000
const MANY = 250_000
const LONGEST_MS = 128 * DAY_MS
/** Longer ranges are first cut to where there are readings, for most of them are empty. */
const LONG_MS = 400 * DAY_MS

export type RawQuery = {
  readonly point: string
  readonly from: number
  readonly to: number
  readonly order?: 'oldest-first' | 'newest-first'
  /** How long a time the first export covers; less where only few readings are wanted. */
  readonly firstMs?: number
}

/**
 * One point's readings in pieces that fit in memory, in the order asked; where a good and a suspect one
 * share a time, the good one.
 */
export async function* rawOf(questions: Questions, query: RawQuery): AsyncGenerator<ReadingChunk> {
  const { point, order = 'oldest-first', firstMs = 8 * DAY_MS } = query
  const selector = toSelector([point], ['good', 'suspect'])
  if (selector === null) return
  const long = query.to - query.from > LONG_MS
  const reach = long ? await reachOf(questions, selector, query) : query
  if (reach === null) return

  let { from, to } = reach
  let lengthMs = firstMs
  while (from < to) {
    const forward = order === 'oldest-first'
    const piece = forward
      ? { from, to: Math.min(to, from + lengthMs) }
      : { from: Math.max(from, to - lengthMs), to }
    const chunk = merge(point, await questions.runs(selector, piece.from, piece.to))
    const rows = chunk.value.length
    if (rows > 0) yield forward ? chunk : reversed(chunk)
    if (forward) from = piece.to
    else to = piece.from
    if (rows < FEW) lengthMs = Math.min(LONGEST_MS, lengthMs * 4)
    else if (rows > MANY) lengthMs = Math.max(60_000, Math.ceil(lengthMs / 2))
  }
}

/** From the first reading of the selected series in the range to just behind the last; null without any. */
export async function reachOf(
  questions: Questions,
  selector: string,
  range: { readonly from: number; readonly to: number },
): Promise<{ readonly from: number; readonly to: number } | null> {
  const rolled = await questions.ask({
    selector,
    rollups: ['tfirst_over_time', 'tlast_over_time'],
    ...once(range),
  })
  const timesOf = (rollup: string) =>
    rolled.filter((of) => of.rollup === rollup).map((of) => toMs(of.values[0]))
  const firsts = timesOf('tfirst_over_time')
  if (firsts.length === 0) return null
  return { from: Math.min(...firsts), to: Math.max(...timesOf('tlast_over_time')) + 1 }
}

/** The question that sees all of [from, to) and nothing else. */
export function once({ from, to }: { readonly from: number; readonly to: number }) {
  return { windowMs: to - from, start: to - 1, end: to - 1, stepMs: 60_000 }
}

/** A time as the query language gives it, in seconds. */
export function toMs(seconds: number | undefined): number {
  return Math.round((seconds ?? Number.NaN) * 1_000)
}

/** The runs of one point as one, in time order. */
function merge(point: string, runs: readonly Run[]): ReadingChunk {
  const good = runs.find((run) => run.flag === 'good')
  const suspect = runs.find((run) => run.flag === 'suspect')
  const kept = suspect && good ? without(suspect, good) : suspect
  const length = (good?.times.length ?? 0) + (kept?.times.length ?? 0)
  const chunk = {
    point,
    observedAt: new Float64Array(length),
    value: new Float64Array(length),
    suspect: new Uint8Array(length),
  }
  let [g, s] = [0, 0]
  for (let row = 0; row < length; row++) {
    const goodAt = good?.times[g] ?? Infinity
    const suspectAt = kept?.times[s] ?? Infinity
    const isGood = goodAt < suspectAt
    chunk.observedAt[row] = isGood ? goodAt : suspectAt
    chunk.value[row] = (isGood ? good?.values[g++] : kept?.values[s++]) ?? Number.NaN
    chunk.suspect[row] = isGood ? 0 : 1
  }
  return chunk
}

function without(run: Run, other: Run): Run {
  const taken = new Set(other.times)
  const rows = run.times.flatMap((time, row) => (taken.has(time) ? [] : [row]))
  const pick = (of: readonly number[]) => rows.map((row) => of[row] ?? Number.NaN)
  return { ...run, times: pick(run.times), values: pick(run.values) }
}

function reversed({ point, observedAt, value, suspect }: ReadingChunk): ReadingChunk {
  return {
    point,
    observedAt: observedAt.reverse(),
    value: value.reverse(),
    suspect: suspect.reverse(),
  }
}

/** A chunk's readings of one flag. */
export function readingsIn(chunk: ReadingChunk, flag: Flag): Reading[] {
  const wanted = flag === 'suspect' ? 1 : 0
  const { point } = chunk
  const found: Reading[] = []
  chunk.value.forEach((value, row) => {
    if (chunk.suspect[row] !== wanted) return
    found.push({ point, observedAt: chunk.observedAt[row] ?? Number.NaN, value, flag })
  })
  return found
}
