import type { ReadingChunk } from '../store.js'
import type { Run, Runs } from './runs.js'

/** The good and the suspect readings of a point in one chunk; where both have a time, the good one. */
export function merged(point: string, { good, suspect }: Runs): ReadingChunk {
  const left = withoutTimesOf(suspect, good)
  if (left.value.length === 0) {
    return { point, ...good, suspect: new Uint8Array(good.value.length) }
  }
  const size = good.value.length + left.value.length
  const chunk = {
    point,
    observedAt: new Float64Array(size),
    value: new Float64Array(size),
    suspect: new Uint8Array(size),
  }
  let [g, s] = [0, 0]
  for (let row = 0; row < size; row++) {
    const isGood = (good.observedAt[g] ?? Infinity) < (left.observedAt[s] ?? Infinity)
    const [run, at] = isGood ? [good, g++] : [left, s++]
    chunk.observedAt[row] = run.observedAt[at] ?? NaN
    chunk.value[row] = run.value[at] ?? NaN
    chunk.suspect[row] = isGood ? 0 : 1
  }
  return chunk
}

/** The suspect readings that count: a good one at the same time has taken the others' place. */
export function withoutTimesOf(suspect: Run, good: Run): Run {
  if (suspect.value.length === 0 || good.value.length === 0) return suspect
  const observedAt = new Float64Array(suspect.value.length)
  const value = new Float64Array(suspect.value.length)
  let [size, g] = [0, 0]
  for (let row = 0; row < suspect.value.length; row++) {
    const time = suspect.observedAt[row] ?? NaN
    while ((good.observedAt[g] ?? Infinity) < time) g += 1
    if (good.observedAt[g] === time) continue
    observedAt[size] = time
    value[size] = suspect.value[row] ?? NaN
    size += 1
  }
  return { observedAt: observedAt.subarray(0, size), value: value.subarray(0, size) }
}
