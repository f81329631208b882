import type { Reading } from '@bypuls/model'
import { StoreError } from '@bypuls/stores'

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
