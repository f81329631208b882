import { faulty } from './faults.js'
import { jitter } from './nature/noise.js'
import type { SensorPoint } from './sensor.js'
import { valueBetween } from './series/day-series.js'
import { countBetween } from './series/point-series.js'

/**
 * What a point's sensor says at a time (epoch ms): a pure function of the city's seed and of when it
 * began (`origin`). `intervalMs` is how long ago the reading before was, for what is counted.
 */
export function valueAt(
  point: SensorPoint,
  time: number,
  { intervalMs, origin }: { readonly intervalMs: number; readonly origin: number },
): number {
  const { source } = point
  const value =
    source.kind === 'count'
      ? countBetween(source.series, source.quantum, time - intervalMs, time) * source.quantum
      : valueBetween(source.series, time)
  return sensed(point, value, time, origin)
}

/** What the sensor makes of the true value: its wavering, its meter's register, its fault, its steps. */
export function sensed(point: SensorPoint, value: number, time: number, origin: number): number {
  const { source } = point
  if (source.kind === 'gauge') {
    const tick = Math.floor(time / 10_000)
    const spread = (source.jitter ?? 0) + (source.jitterShare ?? 0) * value
    const wavered = spread === 0 ? value : value + spread * jitter(point.seed, tick)
    const turned = point.metric === 'wind-direction' ? ((wavered % 360) + 360) % 360 : wavered
    const possible = Math.max(point.min, Math.min(point.max, turned))
    return rounded(faulty(point, possible, time, origin), point.decimals)
  }
  const { swap } = point
  const offset = swap !== undefined && time >= swap.at ? swap.offset : 0
  return rounded(value + offset, point.decimals)
}

export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals
  return Math.round(value * scale) / scale
}
