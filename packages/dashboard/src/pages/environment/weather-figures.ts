import type { ChartWindow } from '../../charts/chart-data.js'

/** A value and the window it is of, epoch ms. */
export type ValueAt = { readonly value: number; readonly start: number; readonly end: number }

/** The lowest and the highest reading of some windows, by their own min and max; null without any. */
export function extremes(windows: readonly ChartWindow[]): { low: ValueAt; high: ValueAt } | null {
  let low: ValueAt | null = null
  let high: ValueAt | null = null
  for (const { start, end, value, min = value, max = value } of windows) {
    if (min !== null && (low === null || min < low.value)) low = { value: min, start, end }
    if (max !== null && (high === null || max > high.value)) high = { value: max, start, end }
  }
  return low && high ? { low, high } : null
}

/** The newest window with a value. */
export function lastValue(windows: readonly ChartWindow[]): ValueAt | null {
  const last = windows.findLast(({ value }) => value !== null)
  return last?.value == null ? null : { value: last.value, start: last.start, end: last.end }
}

/** A sum over windows with its coverage: how much of the passed time it is made of. */
export function sumOf(
  windows: readonly ChartWindow[],
  until: number,
): { sum: number; coverage: number | null } {
  let sum = 0
  let covered = 0
  let passed = 0
  for (const { start, end, value, coverage } of windows) {
    if (start >= until) continue
    const length = Math.min(end, until) - start
    sum += value ?? 0
    passed += length
    covered += length * Math.min(1, coverage ?? 0)
  }
  return { sum, coverage: passed === 0 ? null : covered / passed }
}

/** How much a value changed over the last `ms` of some windows; null where either end is missing. */
export function changeOver(windows: readonly ChartWindow[], ms: number): number | null {
  const last = lastValue(windows)
  if (last === null) return null
  const before = windows.find(({ end }) => end === last.end - ms)
  return before?.value == null ? null : last.value - before.value
}

/** How much of the windows the wind came from each of 16 directions, north first; the largest is 1. */
export function windRose(windows: readonly ChartWindow[]): readonly number[] {
  const counts = Array.from({ length: 16 }, () => 0)
  for (const { value } of windows) {
    if (value === null) continue
    const sector = sectorOf(value)
    counts[sector] = (counts[sector] ?? 0) + 1
  }
  const most = Math.max(...counts)
  return counts.map((count) => (most === 0 ? 0 : count / most))
}

/** The sector of 16 that a direction in degrees lies in, 0 = north. */
export function sectorOf(degrees: number): number {
  return Math.round((((degrees % 360) + 360) % 360) / 22.5) % 16
}
