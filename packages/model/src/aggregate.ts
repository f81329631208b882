import type { Aggregate } from './metric.js'
import type { PartName, WindowParts } from './parts.js'

/** The parts of a window without their place: what can be put together. */
export type Parts = Omit<WindowParts, 'point' | 'start'>

/** What a store must be asked for an aggregate; `range` adds the least and the greatest value. */
export function partsFor(
  aggregate: Aggregate,
  { range = false }: { readonly range?: boolean } = {},
): readonly PartName[] {
  const parts = PARTS[aggregate]
  if (!range || aggregate === 'increase') return parts
  return [...new Set<PartName>([...parts, 'min', 'max'])]
}

/**
 * One number out of a window's parts; null where it holds no reading. A mean direction is in [0, 360)
 * and null where the directions cancel out. An `increase` needs its neighbours: see `increases`.
 */
export function aggregateValue(
  aggregate: Exclude<Aggregate, 'increase'>,
  parts: Parts | undefined,
): number | null {
  if (parts?.count === undefined || parts.count === 0) return null
  switch (aggregate) {
    case 'mean':
      return parts.sum === undefined ? null : parts.sum / parts.count
    case 'sum':
      return parts.sum ?? null
    case 'min':
      return parts.min ?? null
    case 'max':
      return parts.max ?? null
    case 'last':
      return parts.last ?? null
    case 'energy-mean':
      return parts.energySum === undefined ? null : 10 * Math.log10(parts.energySum / parts.count)
    case 'circular-mean':
      return direction(parts, parts.count)
  }
}

/**
 * The parts of two windows as those of one. Without `firstAt` and `lastAt` the first argument is taken
 * to be the earlier one.
 */
export function mergeParts(a: Parts, b: Parts): Parts {
  const swapped = a.firstAt !== undefined && b.firstAt !== undefined && b.firstAt < a.firstAt
  const [early, late] = swapped ? [b, a] : [a, b]
  const merged: { [part in PartName]?: number } = {}
  for (const part of ADDED) put(merged, part, sumOf(a[part], b[part]))
  put(merged, 'min', least(a.min, b.min))
  put(merged, 'max', greatest(a.max, b.max))
  put(merged, 'first', early.first ?? late.first)
  put(merged, 'firstAt', early.firstAt ?? late.firstAt)
  put(merged, 'last', late.last ?? early.last)
  put(merged, 'lastAt', late.lastAt ?? early.lastAt)
  return merged
}

/** One point's readings in time order, in columns. */
export type ReadingColumns = {
  readonly observedAt: ArrayLike<number>
  readonly value: ArrayLike<number>
}

/** All parts of the readings, or undefined where there is none. */
export function partsOfReadings({ observedAt, value }: ReadingColumns): Parts | undefined {
  const count = observedAt.length
  if (count === 0) return undefined
  let [sum, energySum, sinSum, cosSum] = [0, 0, 0, 0]
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let index = 0; index < count; index += 1) {
    const one = value[index] ?? Number.NaN
    sum += one
    energySum += 10 ** (one / 10)
    sinSum += Math.sin(one * DEGREE)
    cosSum += Math.cos(one * DEGREE)
    min = Math.min(min, one)
    max = Math.max(max, one)
  }
  const [first = Number.NaN, last = Number.NaN] = [value[0], value[count - 1]]
  const [firstAt = Number.NaN, lastAt = Number.NaN] = [observedAt[0], observedAt[count - 1]]
  return { count, sum, min, max, first, last, firstAt, lastAt, energySum, sinSum, cosSum }
}

const PARTS: Readonly<Record<Aggregate, readonly PartName[]>> = {
  mean: ['count', 'sum'],
  sum: ['count', 'sum'],
  min: ['count', 'min'],
  max: ['count', 'max'],
  last: ['count', 'last', 'lastAt'],
  'energy-mean': ['count', 'energySum'],
  'circular-mean': ['count', 'sinSum', 'cosSum'],
  increase: ['count', 'first', 'firstAt', 'last', 'lastAt'],
}

const ADDED = ['count', 'sum', 'energySum', 'sinSum', 'cosSum'] as const
const DEGREE = Math.PI / 180
/** A mean vector shorter than this is rounding, not a direction. */
const NO_DIRECTION = 1e-9

function direction({ sinSum = 0, cosSum = 0 }: Parts, count: number): number | null {
  if (Math.hypot(sinSum, cosSum) / count < NO_DIRECTION) return null
  const degrees = Math.atan2(sinSum, cosSum) / DEGREE
  // A hair below north would round to 360.
  return degrees < 0 ? (degrees + 360) % 360 : degrees
}

function put(into: { [part in PartName]?: number }, part: PartName, value: number | undefined) {
  if (value !== undefined) into[part] = value
}

function sumOf(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : a + (b ?? 0)
}

function least(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b)
}

function greatest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b)
}
