import {
  BOTH,
  type Measurements,
  type Named,
  ofPoints,
  type Range,
  source,
  WITHOUT_RANGE,
} from './flux.js'
import { type OfBoth, type Reader, readOnePerPoint } from './groups.js'
import { type Runs, readRuns } from './runs.js'

/** One point's readings in a range that may hold any number of them. */
export type Walk = {
  readonly point: Named[number]
  readonly range: Range
  readonly newestFirst?: boolean
  /** About as many rows as are wanted in all. */
  readonly wanted?: number
  readonly measurements?: Measurements
}

/** Rows of an answer that is held at once. */
export const PER_ANSWER = 100_000
/** No answer is longer per series, however dense the readings suddenly are. */
const MOST_PER_SERIES = 4 * PER_ANSWER

const FIRST_SPAN_MS = 6 * 3_600_000
/** How much longer the next span may be than the last. */
const MOST_GROWTH = 8

/**
 * A point's readings span by span, oldest or newest span first, each in time order. The spans follow the
 * density, and time without readings is jumped over.
 */
export async function* walk(reader: Reader, asked: Walk): AsyncGenerator<Runs> {
  const { newestFirst = false, measurements = BOTH } = asked
  let { from, to } = asked.range
  let span = FIRST_SPAN_MS
  let isEmpty = true
  let wanted = asked.wanted ?? Infinity
  while (from < to) {
    if (isEmpty) {
      const edge = await edgeOf(reader, asked, { from, to })
      if (edge === undefined) return
      if (newestFirst) to = edge + 1
      else from = edge
    }
    const range = newestFirst
      ? { from: Math.max(from, to - span), to }
      : { from, to: Math.min(to, from + span) }
    const runs = await readSpan(reader, asked.point, range, measurements)
    if (isCut(runs)) {
      span = Math.max(1, Math.floor(span / MOST_GROWTH))
      isEmpty = false
      continue
    }
    if (newestFirst) to = range.from
    else from = range.to
    isEmpty = runs.rows === 0
    wanted -= runs.rows
    const growth = Math.min(PER_ANSWER, Math.max(1, wanted) * 1.2) / Math.max(1, runs.rows)
    span = Math.ceil(span * Math.min(MOST_GROWTH, growth))
    if (!isEmpty) yield runs
  }
}

async function readSpan(
  { ask, address }: Reader,
  point: Named[number],
  range: Range,
  measurements: Measurements,
): Promise<Runs> {
  const from = source(address, range, ofPoints([point], measurements))
  const runs = await readRuns(ask, `${from} |> limit(n: ${MOST_PER_SERIES}) |> ${WITHOUT_RANGE}`)
  return runs.get(point.point) ?? NOTHING
}

const NO_ROWS = new Float64Array(0)
const NOTHING: Runs = {
  good: { observedAt: NO_ROWS, value: NO_ROWS },
  suspect: { observedAt: NO_ROWS, value: NO_ROWS },
  rows: 0,
}

function isCut({ good, suspect }: Runs): boolean {
  return Math.max(good.value.length, suspect.value.length) >= MOST_PER_SERIES
}

async function edgeOf(reader: Reader, asked: Walk, range: Range): Promise<number | undefined> {
  const { point, newestFirst = false, measurements = BOTH } = asked
  const end = newestFirst ? 'last()' : 'first()'
  const ones = await readOnePerPoint(reader, { points: [point], range, end, measurements })
  const times = timesOf(ones.get(point.point))
  if (times.length === 0) return undefined
  return newestFirst ? Math.max(...times) : Math.min(...times)
}

function timesOf(one: OfBoth | undefined): number[] {
  return [one?.good, one?.suspect].flatMap((of) => of?.observedAt ?? [])
}
