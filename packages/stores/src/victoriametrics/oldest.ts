import type { Questions } from './question.js'
import { reachOf } from './raw.js'
import { toSelector } from './series.js'

/** Few cities have readings from before; asked for in one question. */
const MODERN = Date.UTC(2000, 0, 1)
/** The server reads all readings of a question's range, so the past is searched in short ones. */
const STEP_MS = 92 * 86_400_000
const AT_ONCE = 8
const POINTS_PER_ANSWER = 100

/** When the first reading of any of the points was; null without any. An empty quarter costs about 1 ms. */
export async function oldestOf(
  questions: Questions,
  points: readonly string[],
  until: number,
): Promise<number | null> {
  let oldest: number | null = null
  for (let n = 0; n < points.length; n += POINTS_PER_ANSWER) {
    const selector = toSelector(points.slice(n, n + POINTS_PER_ANSWER), ['good', 'suspect'])
    if (selector === null) continue
    const found = await firstOf(questions, selector, oldest ?? until)
    oldest = found ?? oldest
  }
  return oldest
}

async function firstOf(
  questions: Questions,
  selector: string,
  until: number,
): Promise<number | null> {
  const before = await reachOf(questions, selector, { from: 0, to: Math.min(MODERN, until) })
  if (before !== null) return before.from
  for (let from = MODERN; from < until; from += AT_ONCE * STEP_MS) {
    const steps = Array.from({ length: AT_ONCE }, (_, n) => from + n * STEP_MS)
    const asked = steps
      .filter((start) => start < until)
      .map((start) =>
        reachOf(questions, selector, { from: start, to: Math.min(until, start + STEP_MS) }),
      )
    const first = (await Promise.all(asked)).find((reach) => reach !== null)
    if (first) return first.from
  }
  return null
}
