import {
  createRepeatingMap,
  eachReading,
  metricBySlug,
  pointParts,
  type Reading,
} from '@bypuls/model'
import type { RegistryView, RunsOf, TouchedRun } from '@bypuls/registry'

const HOUR_MS = 3_600_000

type View = Pick<RegistryView, 'points'>

/**
 * Says whether a point is registered and counts up; only of such points others must be told. What a
 * state of the registry says is remembered until there is another one, for it is asked of every reading.
 */
export function createIsCounter(viewNow: () => View): (point: string) => boolean {
  let of = viewNow()
  const known = createRepeatingMap<boolean>()

  function look(point: string): boolean {
    const registered = of.points.get(point)
    const isCounter = metricBySlug(registered?.metric ?? '')?.kind === 'counter'
    if (registered !== undefined) known.add(point, isCounter)
    return isCounter
  }

  return (point) => {
    const view = viewNow()
    if (view !== of) known.clear()
    of = view
    return known.get(point) ?? look(point)
  }
}

type Run = { -readonly [Key in keyof TouchedRun]: TouchedRun[Key] }

/**
 * For each counter among the readings one run of its good ones. `steady`: in order of time, never
 * counting down and no step above the metric's maximal rate, so that its ends alone say whether it is
 * remarkable.
 */
export const runsOf: RunsOf = (readings, isCounter) => {
  const runs = new Map<string, Run>()
  eachReading(readings, (point, observedAt, value, flag) => {
    if (flag !== 'good' || !isCounter(point)) return
    const reading = { point, observedAt, value }
    const run = runs.get(point)
    if (run === undefined) runs.set(point, runOf(reading))
    else takeInto(run, reading)
  })
  return [...runs.values()]
}

type GoodReading = Omit<Reading, 'flag'>

function runOf({ point, observedAt, value }: GoodReading): Run {
  return { point, from: observedAt, to: observedAt, first: value, last: value, steady: true }
}

function takeInto(run: Run, reading: GoodReading): void {
  const { observedAt, value } = reading
  if (!goesOn(run, reading)) run.steady = false
  if (observedAt >= run.to) {
    run.to = observedAt
    run.last = value
  }
  if (observedAt <= run.from) {
    run.from = observedAt
    run.first = value
  }
}

function goesOn(run: Run, { point, observedAt, value }: GoodReading): boolean {
  if (observedAt === run.to) return value === run.last
  const { maxRatePerHour = Number.POSITIVE_INFINITY } = metricBySlug(pointParts(point).metric) ?? {}
  const elapsedMs = observedAt - run.to
  const step = value - run.last
  return elapsedMs > 0 && step >= 0 && step <= (maxRatePerHour * elapsedMs) / HOUR_MS
}
