import type { Shade } from '../../charts/chart-data.js'
import { addToDate, localDate, startOfDate } from '../../format/zone.js'

const HOUR = 3_600_000

/** The Danish parts of a day for noise: day 07–19, evening 19–22, night 22–07. */
export type DayPart = 'day' | 'evening' | 'night'

const PARTS: readonly { part: DayPart; from: number; to: number }[] = [
  { part: 'night', from: 0, to: 7 },
  { part: 'day', from: 7, to: 19 },
  { part: 'evening', from: 19, to: 22 },
  { part: 'night', from: 22, to: 24 },
]

/** The parts of the local days inside a span, neighbouring nights joined, cut at its ends. */
export function dayParts(
  span: { from: number; to: number },
  zone: string,
): readonly (Shade & { part: DayPart })[] {
  const found: { part: DayPart; from: number; to: number }[] = []
  for (
    let date = localDate(span.from, zone);
    startOfDate(date, zone) < span.to;
    date = addToDate(date, { days: 1 })
  ) {
    const next = startOfDate(addToDate(date, { days: 1 }), zone)
    for (const { part, from, to } of PARTS) {
      const start = Math.max(span.from, atHour(date, from, zone))
      const end = Math.min(span.to, to === 24 ? next : atHour(date, to, zone))
      if (start >= end) continue
      const last = found.at(-1)
      if (last && last.part === part && last.to === start) last.to = end
      else found.push({ part, from: start, to: end })
    }
  }
  return found
}

/** A local hour of a date; the day's own length is taken up before 07, where no part ends. */
function atHour(date: string, hour: number, zone: string): number {
  const midnight = startOfDate(date, zone)
  if (hour === 0) return midnight
  const next = startOfDate(addToDate(date, { days: 1 }), zone)
  return next - (24 - hour) * HOUR
}
