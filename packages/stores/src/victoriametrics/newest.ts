import type { Reading } from '@bypuls/model'
import type { Neighbours } from '../store.js'
import type { Questions, Rolled, Rollup } from './question.js'
import { once, toMs } from './raw.js'
import { ALL_SERIES, toSelector } from './series.js'

const DAY_MS = 86_400_000
/** How far away to look for a reading: near first, for the server reads all that lies between. */
const REACHES_MS = [3 * DAY_MS, 32 * DAY_MS, 512 * DAY_MS, Number.POSITIVE_INFINITY]
/** Most points have told something within it; whole days of a whole city are more than one question may read. */
const RECENT_MS = 3_600_000
/** Readings per batch that `latest` gives. */
const BATCH = 4_096
const POINTS_PER_ANSWER = 100

type Found = { readonly observedAt: number; readonly value: number; readonly flag: Reading['flag'] }

/** The newest reading of every point, a good one before a suspect one of the same time. */
export async function* latestOf(
  questions: Questions,
  now: number,
  until: number,
): AsyncGenerator<readonly Reading[]> {
  const recent = { from: now - RECENT_MS, to: until }
  const found = await ask(questions, ALL_SERIES, 'last', recent)
  const missing = (await questions.points()).filter((point) => !found.has(point))
  for (const [point, reading] of await nearest(questions, missing, 'last', until)) {
    found.set(point, reading)
  }
  const readings = [...found].map(([point, reading]) => ({ point, ...reading }))
  for (let at = 0; at < readings.length; at += BATCH) yield readings.slice(at, at + BATCH)
}

/** The good readings next to an instant: the last one before it, the first one at or after it. */
export async function neighboursOf(
  questions: Questions,
  points: readonly string[],
  at: number,
  until: number,
): Promise<readonly Neighbours[]> {
  const before = await nearest(questions, points, 'last', at, ['good'])
  const after = await nearest(questions, points, 'first', at, ['good'], until)
  return points.map((point) => {
    const [b, a] = [before.get(point), after.get(point)]
    return {
      point,
      ...(b && { before: { observedAt: b.observedAt, value: b.value } }),
      ...(a && { after: { observedAt: a.observedAt, value: a.value } }),
    }
  })
}

/** The last reading before `at`, or the first at or after it and before `until`, of each point. */
async function nearest(
  questions: Questions,
  points: readonly string[],
  side: 'first' | 'last',
  at: number,
  flags: readonly Reading['flag'][] = ['good', 'suspect'],
  until = 0,
): Promise<Map<string, Found>> {
  const found = new Map<string, Found>()
  for (const reach of REACHES_MS) {
    const range =
      side === 'last'
        ? { from: Math.max(0, at - reach), to: at }
        : { from: Math.max(0, at), to: Math.min(until, at + reach) }
    if (range.from >= range.to) continue
    const missing = points.filter((point) => !found.has(point))
    for (let n = 0; n < missing.length; n += POINTS_PER_ANSWER) {
      const selector = toSelector(missing.slice(n, n + POINTS_PER_ANSWER), flags)
      if (selector === null) continue
      for (const [point, of] of await ask(questions, selector, side, range)) found.set(point, of)
    }
  }
  return found
}

async function ask(
  questions: Questions,
  selector: string,
  side: 'first' | 'last',
  range: { readonly from: number; readonly to: number },
): Promise<Map<string, Found>> {
  const rollups: readonly Rollup[] = [`${side}_over_time`, `t${side}_over_time`]
  const answer = await questions.ask({ selector, rollups, ...once(range) })
  const times = new Map<string, number>()
  const values: Rolled[] = []
  for (const of of answer) {
    if (of.rollup.startsWith('t')) times.set(`${of.flag} ${of.point}`, toMs(of.values[0]))
    else values.push(of)
  }
  const found = new Map<string, Found>()
  for (const {
    point,
    flag,
    values: [value = Number.NaN],
  } of values) {
    const observedAt = times.get(`${flag} ${point}`) ?? Number.NaN
    const other = found.get(point)
    const nearer =
      other === undefined ||
      (side === 'last' ? observedAt > other.observedAt : observedAt < other.observedAt) ||
      (observedAt === other.observedAt && flag === 'good')
    if (nearer) found.set(point, { observedAt, value, flag })
  }
  return found
}
