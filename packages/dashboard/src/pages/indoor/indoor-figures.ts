import type { IndoorClimate, Latest, OccupiedTime, Room, RoomWindow } from '@bypuls/model'
import type { Shade } from '../../charts/chart-data.js'

/** The share of the judged occupied time in categories I and II; null without such time. */
export function shareUpToII({ shares }: Pick<OccupiedTime, 'shares'>): number | null {
  return shares === null ? null : shares.i + shares.ii
}

/** A room and what made it the heaviest. */
export type HeavyRoom = {
  readonly room: Room
  /** Occupied hours in categories III and IV. */
  readonly hours: number
  readonly peak: { readonly value: number; readonly start: number; readonly end: number } | null
}

/** The room with the most occupied time outside category II, then the highest value in occupied time. */
export function heaviestRoom(climate: IndoorClimate | undefined): HeavyRoom | null {
  const rooms = (climate?.rooms ?? []).map((room): HeavyRoom => {
    const { shares, judgedHours } = room.occupied
    return {
      room,
      hours: shares === null ? 0 : (shares.iii + shares.iv) * judgedHours,
      peak: peakOf(room.windows),
    }
  })
  const heavier = (a: HeavyRoom, b: HeavyRoom) =>
    a.hours - b.hours || (a.peak?.value ?? 0) - (b.peak?.value ?? 0)
  return rooms.reduce<HeavyRoom | null>(
    (most, one) => (one.peak !== null && (most === null || heavier(one, most) > 0) ? one : most),
    null,
  )
}

/** A room of which no sensor answers, and since when; epoch ms, null: never heard. */
export type SilentRoom = { readonly room: Room; readonly since: number | null }

/** The rooms whose every sensor of these climates is offline. */
export function silentRooms(
  climates: readonly IndoorClimate[],
  latest: ReadonlyMap<string, Latest>,
): readonly SilentRoom[] {
  const rooms = new Map<string, { room: Room; known: Latest[] }>()
  for (const room of climates.flatMap((climate) => climate.rooms)) {
    const entry = rooms.get(room.place) ?? { room, known: [] }
    const known = latest.get(room.point)
    if (known) entry.known.push(known)
    rooms.set(room.place, entry)
  }
  return [...rooms.values()].flatMap(({ room, known }) => {
    if (known.length === 0 || known.some(({ state }) => state !== 'offline')) return []
    const heard = known.flatMap(({ observedAt }) => (observedAt ? [Date.parse(observedAt)] : []))
    return [{ room, since: heard.length === 0 ? null : Math.max(...heard) }]
  })
}

/** What the bars of a table of rooms are high by: the value at no height and at full height. */
export function barScale(
  climate: Pick<IndoorClimate, 'metric' | 'bounds'>,
  outdoorCo2Ppm: number,
): { low: number; high: number } {
  const upper = climate.bounds.upper.at(-1) ?? 1
  const lower = climate.bounds.lower?.at(-1)
  if (climate.metric === 'co2') return { low: outdoorCo2Ppm, high: upper + 50 }
  if (climate.metric === 'indoor-humidity') return { low: 0, high: 100 }
  return { low: (lower ?? 0) - 3, high: upper + 3 }
}

/** The height of a value's bar, 0.04 (still seen) to 1. */
export function barHeight(value: number, { low, high }: { low: number; high: number }): number {
  return Math.min(1, Math.max(0.04, (value - low) / (high - low)))
}

/** The stretches in which nobody is expected in a room, by its hours. */
export function emptyTime(windows: readonly RoomWindow[]): readonly Shade[] {
  const found: { from: number; to: number }[] = []
  for (const { start, end, occupied } of windows) {
    if (occupied > 0) continue
    const from = Date.parse(start)
    const last = found.at(-1)
    if (last && last.to === from) last.to = Date.parse(end)
    else found.push({ from, to: Date.parse(end) })
  }
  return found
}

function peakOf(windows: readonly RoomWindow[]): HeavyRoom['peak'] {
  let peak: HeavyRoom['peak'] = null
  for (const { start, end, value, occupied } of windows)
    if (value !== null && occupied > 0 && (peak === null || value > peak.value))
      peak = { value, start: Date.parse(start), end: Date.parse(end) }
  return peak
}
