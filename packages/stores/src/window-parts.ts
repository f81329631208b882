import type { PartName, Reading, WindowParts } from '@bypuls/model'

type Windows = {
  readonly widthMs: number
  readonly originMs: number
  readonly parts: readonly PartName[]
}

/** The parts asked for of each fixed window that has readings; the readings are one point's, oldest first. */
export function toWindows(
  point: string,
  readings: readonly Reading[],
  { widthMs, originMs, parts }: Windows,
): readonly WindowParts[] {
  const byStart = new Map<number, Reading[]>()
  for (const reading of readings) {
    const start = windowStart(reading.observedAt, widthMs, originMs)
    const of = byStart.get(start)
    if (of === undefined) byStart.set(start, [reading])
    else of.push(reading)
  }
  return [...byStart].map(([start, of]) => ({ point, start, ...partsOf(of, parts) }))
}

/** The start of the window that an instant lies in; right on both sides of the origin. */
export function windowStart(instant: number, widthMs: number, originMs: number): number {
  return originMs + Math.floor((instant - originMs) / widthMs) * widthMs
}

function partsOf(readings: readonly Reading[], parts: readonly PartName[]) {
  const chosen: { [part in PartName]?: number } = {}
  for (const part of parts) chosen[part] = PARTS[part](readings)
  return chosen
}

const PARTS: { readonly [part in PartName]: (readings: readonly Reading[]) => number } = {
  count: (readings) => readings.length,
  sum: (readings) => total(readings, (value) => value),
  min: (readings) => readings.reduce((least, r) => Math.min(least, r.value), Infinity),
  max: (readings) => readings.reduce((most, r) => Math.max(most, r.value), -Infinity),
  first: (readings) => readings.at(0)?.value ?? Number.NaN,
  last: (readings) => readings.at(-1)?.value ?? Number.NaN,
  firstAt: (readings) => readings.at(0)?.observedAt ?? Number.NaN,
  lastAt: (readings) => readings.at(-1)?.observedAt ?? Number.NaN,
  energySum: (readings) => total(readings, (level) => 10 ** (level / 10)),
  sinSum: (readings) => total(readings, (degrees) => Math.sin((degrees * Math.PI) / 180)),
  cosSum: (readings) => total(readings, (degrees) => Math.cos((degrees * Math.PI) / 180)),
}

/** Adds up with the lost digits kept (Neumaier 1974), so that no order of addition shows in the sum. */
function total(readings: readonly Reading[], of: (value: number) => number): number {
  let sum = 0
  let lost = 0
  for (const reading of readings) {
    const term = of(reading.value)
    const next = sum + term
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum
    sum = next
  }
  return sum + lost
}
