import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { toWindows, windowStart } from '../window-parts.js'
import { inTurn } from './in-turn.js'
import type { Question, Questions, Rolled, Rollup } from './question.js'
import { once, rawOf, reachOf, readingsIn, toMs } from './raw.js'
import { toSelector } from './series.js'

/** Below it the server moves the newest values, and raw readings are as cheap. */
const NARROWEST_MS = 60_000
/** Numbers that one answer should bring at most. */
const VALUES_PER_ANSWER = 500_000
/** The server's own limit is 30 000 values per series. */
const WINDOWS_PER_ANSWER = 10_000
const POINTS_PER_ANSWER = 100
const ANSWERS_AHEAD = 1

const ROLLUPS: { readonly [part in PartName]?: Rollup } = {
  count: 'count_over_time',
  sum: 'sum_over_time',
  min: 'min_over_time',
  max: 'max_over_time',
  first: 'first_over_time',
  last: 'last_over_time',
  firstAt: 'tfirst_over_time',
  lastAt: 'tlast_over_time',
}

/** Windows by the server where it has the functions, else from raw readings; point by point. */
export function windowsOf(
  questions: Questions,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const points = [...new Set(query.points)]
  if (query.from >= query.to) return inTurn<readonly WindowParts[]>([], 0)
  const byServer =
    query.flag !== 'suspect' &&
    query.widthMs >= NARROWEST_MS &&
    query.parts.every((part) => ROLLUPS[part] !== undefined)
  const makers = byServer
    ? chunked(points, pointsPerAnswer(query)).map((some) => () => rolled(questions, query, some))
    : points.map((point) => () => fromRaw(questions, query, point))
  return inTurn(makers, ANSWERS_AHEAD)
}

function pointsPerAnswer({ from, to, widthMs, parts }: WindowQuery): number {
  const values = ((to - from) / widthMs + 1) * Math.max(1, parts.length)
  return Math.max(1, Math.min(POINTS_PER_ANSWER, Math.floor(VALUES_PER_ANSWER / values)))
}

function chunked(points: readonly string[], size: number): string[][] {
  const chunks: string[][] = []
  for (let at = 0; at < points.length; at += size) chunks.push(points.slice(at, at + size))
  return chunks
}

/** Sums over levels and directions, suspect readings and narrow windows. */
async function* fromRaw(
  questions: Questions,
  query: WindowQuery,
  point: string,
): AsyncGenerator<readonly WindowParts[]> {
  const flag = query.flag ?? 'good'
  const startOf = (time: number) => windowStart(time, query.widthMs, query.originMs)
  let open: ReturnType<typeof readingsIn> = []
  for await (const chunk of rawOf(questions, { point, from: query.from, to: query.to })) {
    const readings = open.concat(readingsIn(chunk, flag))
    const newest = startOf(readings.at(-1)?.observedAt ?? 0)
    const cut = readings.findIndex((reading) => startOf(reading.observedAt) === newest)
    // The newest window may go on in the next piece.
    open = cut === -1 ? [] : readings.slice(cut)
    const closed = readings.slice(0, Math.max(0, cut))
    if (closed.length > 0) yield toWindows(point, closed, query)
  }
  if (open.length > 0) yield toWindows(point, open, query)
}

async function* rolled(
  questions: Questions,
  query: WindowQuery,
  points: readonly string[],
): AsyncGenerator<readonly WindowParts[]> {
  const selector = toSelector(points, ['good'])
  if (selector === null) return
  const parts = query.parts.length === 0 ? (['count'] as const) : query.parts
  const rollups = parts.flatMap((part) => ROLLUPS[part] ?? [])
  const tooMany = (query.to - query.from) / query.widthMs > WINDOWS_PER_ANSWER
  const reach = tooMany ? await reachOf(questions, selector, query) : query
  if (reach === null) return

  const byPoint = new Map<string, WindowParts[]>()
  for (const span of spans(query, reach)) {
    const answer = await questions.ask({ selector, rollups, ...span })
    for (const [point, windows] of toParts(answer, query)) {
      const before = byPoint.get(point)
      if (before === undefined) byPoint.set(point, windows)
      else for (const window of windows) before.push(window)
    }
  }
  for (const point of points) {
    const windows = byPoint.get(point)
    if (windows !== undefined) yield windows
  }
}

type Span = Omit<Question, 'selector' | 'rollups'>

/** The questions that cover [from, to): the cut first window, the whole ones, the cut last one. */
function* spans(
  { widthMs, originMs }: WindowQuery,
  { from, to }: { readonly from: number; readonly to: number },
): Generator<Span> {
  const start = windowStart(from, widthMs, originMs)
  const firstWhole = start < from ? start + widthMs : start
  if (start < from) yield once({ from, to: Math.min(to, firstWhole) })
  const lastEnd = windowStart(to, widthMs, originMs)
  const perAnswer = WINDOWS_PER_ANSWER * widthMs
  for (let at = firstWhole; at < lastEnd; at += perAnswer) {
    const end = Math.min(lastEnd, at + perAnswer)
    // A value looks back from its time: the window's last ms, for the next one begins with its end.
    yield { windowMs: widthMs, start: at + widthMs - 1, end: end - 1, stepMs: widthMs }
  }
  const lastStart = Math.max(firstWhole, lastEnd)
  if (lastStart < to) yield once({ from: lastStart, to })
}

function toParts(
  answer: readonly Rolled[],
  { widthMs, originMs, parts }: WindowQuery,
): Map<string, WindowParts[]> {
  const byPoint = new Map<string, Map<string, Rolled>>()
  for (const of of answer) {
    const known = byPoint.get(of.point) ?? new Map<string, Rolled>()
    byPoint.set(of.point, known.set(of.rollup, of))
  }
  const windows = new Map<string, WindowParts[]>()
  for (const [point, byRollup] of byPoint) {
    const [any] = byRollup.values()
    const rows: WindowParts[] = []
    any?.times.forEach((time, row) => {
      const chosen: { [part in PartName]?: number } = {}
      for (const part of parts) {
        const value = byRollup.get(ROLLUPS[part] ?? '')?.values[row] ?? Number.NaN
        chosen[part] = part === 'firstAt' || part === 'lastAt' ? toMs(value) : value
      }
      rows.push({ point, start: windowStart(time, widthMs, originMs), ...chosen })
    })
    windows.set(point, rows)
  }
  return windows
}
