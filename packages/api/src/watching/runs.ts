import { metricBySlug, pointParts, type Reading } from '@bypuls/model'
import type { RegistryView, RunsOf, TouchedRun } from '@bypuls/registry'

const HOUR_MS = 3_600_000

/** Whether the point is registered and counts up; only of such points others must be told. */
export function isCounterPoint(view: Pick<RegistryView, 'points'>, point: string): boolean {
  return metricBySlug(view.points.get(point)?.metric ?? '')?.kind === 'counter'
}

type Run = { -readonly [Key in keyof TouchedRun]: TouchedRun[Key] }

/**
 * For each counter among the readings one run of its good ones. `steady`: in order of time, never
 * counting down and no step above the metric's maximal rate, so that its ends alone say whether it is
 * remarkable.
 */
export const runsOf: RunsOf = (readings, isCounter) => {
  const runs = new Map<string, Run | null>()
  for (const reading of readings) {
    if (reading.flag !== 'good') continue
    const run = runs.get(reading.point)
    if (run === null) continue
    if (run !== undefined) takeInto(run, reading)
    else runs.set(reading.point, isCounter(reading.point) ? runOf(reading) : null)
  }
  return [...runs.values()].filter((run) => run !== null)
}

function runOf({ point, observedAt, value }: Reading): Run {
  return { point, from: observedAt, to: observedAt, first: value, last: value, steady: true }
}

function takeInto(run: Run, reading: Reading): void {
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

function goesOn(run: Run, { point, observedAt, value }: Reading): boolean {
  if (observedAt === run.to) return value === run.last
  const { maxRatePerHour = Number.POSITIVE_INFINITY } = metricBySlug(pointParts(point).metric) ?? {}
  const elapsedMs = observedAt - run.to
  const step = value - run.last
  return elapsedMs > 0 && step >= 0 && step <= (maxRatePerHour * elapsedMs) / HOUR_MS
}
