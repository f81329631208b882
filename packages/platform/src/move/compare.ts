import type { Flag } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'

type Store = Pick<TimeSeriesStore, 'windows'>

export type Difference = { readonly point: string; readonly what: string }

/** Long enough for any reading, and every store answers it with one window per point. */
const SPAN = { from: Date.UTC(1990, 0, 1), to: Date.UTC(2090, 0, 1) }
const WINDOW_MS = 366 * 86_400_000
const POINTS_AT_ONCE = 50
const PARTS = ['count', 'sum', 'min', 'max', 'firstAt', 'lastAt'] as const

/** Compares count, sum, least, largest, first and last time of every point and year; good and suspect apart. */
export async function compareStores(
  a: Store,
  b: Store,
  points: readonly string[],
  onCompared: (done: number) => void,
): Promise<readonly Difference[]> {
  const differences: Difference[] = []
  for (let at = 0; at < points.length; at += POINTS_AT_ONCE) {
    const some = points.slice(at, at + POINTS_AT_ONCE)
    for (const flag of ['good', 'suspect'] as const) {
      const [before, after] = await Promise.all([
        figuresOf(a, some, flag),
        figuresOf(b, some, flag),
      ])
      differences.push(...differencesOf(before, after, flag))
    }
    onCompared(Math.min(points.length, at + POINTS_AT_ONCE))
  }
  return differences
}

type Figures = ReadonlyMap<string, readonly number[]>

async function figuresOf(store: Store, points: readonly string[], flag: Flag): Promise<Figures> {
  const figures = new Map<string, readonly number[]>()
  const query = { points, ...SPAN, widthMs: WINDOW_MS, originMs: SPAN.from, parts: PARTS, flag }
  for await (const windows of store.windows(query)) {
    for (const window of windows) {
      const year = new Date(window.start).getUTCFullYear()
      figures.set(
        `${window.point} ${year}`,
        PARTS.map((part) => window[part] ?? Number.NaN),
      )
    }
  }
  return figures
}

function* differencesOf(before: Figures, after: Figures, flag: Flag): Generator<Difference> {
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [here, there] = [before.get(key), after.get(key)]
    const [point = ''] = key.split(' ')
    for (const [index, part] of PARTS.entries()) {
      const [a, b] = [here?.[index] ?? 0, there?.[index] ?? 0]
      // The engines add up in another order: the last bits of a sum may differ.
      if (a === b || (part === 'sum' && Math.abs(a - b) <= 1e-9 * Math.abs(a))) continue
      yield { point, what: `${flag} ${key}: ${part} ${a} here, ${b} there` }
    }
  }
}
