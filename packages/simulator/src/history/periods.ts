import { DAY_MS } from '../series/day-series.js'

export type Period = { readonly from: number; readonly to: number }

/** Whole UTC weeks (from Thursday 1970-01-01 on), the first and last cut off, newest first. */
export function periodsNewestFirst(from: number, to: number): readonly Period[] {
  const week = 7 * DAY_MS
  const periods: Period[] = []
  for (let start = Math.floor((to - 1) / week) * week; start + week > from; start -= week) {
    periods.push({ from: Math.max(from, start), to: Math.min(to, start + week) })
  }
  return periods
}
