import { ok, type Result, zoneOf } from '@bypuls/model'
import { parseTime } from './cell.js'

/** Reads the times of a file's rows, one after the other. Epoch ms UTC. */
export type WallClock = (text: string) => Result<number, string>

const DAY_MS = 86_400_000

/**
 * Local times of a file, told apart by the rows before: in the hour that autumn repeats, a time that is
 * not behind the row before is of the second round (of the first, in a file that is newest first). A
 * time that spring skips is a fault: moved, it would hide the reading of the hour behind it.
 */
export function createWallClock(timezone: string): WallClock {
  const zone = zoneOf(timezone)
  let before: number | undefined
  let newestFirst = false

  return function read(text) {
    const first = parseTime(text, timezone)
    const wall = parseTime(text, 'UTC')
    if (!first.ok || !wall.ok) return first
    const period = zone.offsetAt(first.value)
    // With an offset of its own it is the same instant in every zone.
    const isLocal = wall.value !== first.value || period.offsetMs === 0
    if (isLocal && wall.value - period.offsetMs !== first.value) {
      return { ok: false, problem: skipped(text, timezone) }
    }
    const time = isLocal ? roundOf(first.value, wall.value) : first.value
    if (before !== undefined && time !== before) newestFirst = time < before
    before = time
    return ok(time)
  }

  function roundOf(first: number, wall: number): number {
    const { until } = zone.offsetAt(first)
    if (!Number.isFinite(until)) return first
    const second = wall - zone.offsetAt(until).offsetMs
    const isRepeated = second > first && second >= until
    if (!isRepeated || before === undefined) return first
    if (newestFirst) return second < before && before - second < DAY_MS ? second : first
    return first <= before && before < second ? second : first
  }
}

function skipped(text: string, timezone: string): string {
  return (
    `there is no ${text} in ${timezone}: the clocks went forward over it; ` +
    'give the times an offset, or their zone by --timezone'
  )
}
