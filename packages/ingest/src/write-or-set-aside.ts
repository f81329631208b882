import type { Reading, Rejection } from '@bypuls/model'
import { StoreError } from '@bypuls/stores'
import type { Outcome } from './outcome.js'

/** A reading that the store can never take, with the store's words. */
export type SetAside = { readonly reading: Reading; readonly words: string }

/**
 * Writes a batch; where the store refuses it, halves it until each reading at fault stands alone.
 * Resolves with those; every other reading is stored. Rejects with anything but a refusal.
 */
export async function writeOrSetAside(
  write: (readings: readonly Reading[]) => Promise<void>,
  readings: readonly Reading[],
): Promise<SetAside[]> {
  if (readings.length === 0) return []
  try {
    await write(readings)
    return []
  } catch (error) {
    if (!(error instanceof StoreError && error.kind === 'refused')) throw error
    const [only] = readings
    if (readings.length === 1 && only) return [{ reading: only, words: error.message }]

    const middle = readings.length >> 1
    const left = await writeOrSetAside(write, readings.slice(0, middle))
    const right = await writeOrSetAside(write, readings.slice(middle))
    return [...left, ...right]
  }
}

/** The outcome with its readings that were set aside moved to where the rejected parts are. */
export function withSetAside(outcome: Outcome, words: ReadonlyMap<Reading, string>): Outcome {
  const rejected: Rejection[] = []
  for (const reading of outcome.readings) {
    const detail = words.get(reading)
    if (detail === undefined) continue
    rejected.push({ reason: 'store-refused', detail, path: reading.point })
  }
  if (rejected.length === 0) return outcome
  const readings = outcome.readings.filter((reading) => !words.has(reading))
  return { ...outcome, readings, rejected: [...outcome.rejected, ...rejected] }
}
