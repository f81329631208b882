import type { Reading, Readings } from '@bypuls/model'
import { StoreError } from '@bypuls/stores'
import { eachOutcome, type Outcome, type Outcomes } from './outcome.js'
import { outcomesOf } from './outcomes.js'

/** A reading that the store can never take: which of the batch, and the store's words. */
export type SetAside = { readonly row: number; readonly words: string }

type Write = (readings: Readings) => Promise<void>

/**
 * Writes a batch; where the store refuses it, halves it until each reading at fault stands alone.
 * Resolves with those; every other reading is stored. Rejects with anything but a refusal.
 */
export async function writeOrSetAside(write: Write, readings: Readings): Promise<SetAside[]> {
  if (readings.length === 0) return []
  const refusal = await refusalOf(write, readings)
  return refusal === null ? [] : halve(write, [...readings], 0, refusal)
}

async function refusalOf(write: Write, readings: Readings): Promise<StoreError | null> {
  try {
    await write(readings)
    return null
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'refused') return error
    throw error
  }
}

/** Those of refused readings that are at fault; `first` is the row of the first of them. */
async function halve(
  write: Write,
  readings: readonly Reading[],
  first: number,
  refusal: StoreError,
): Promise<SetAside[]> {
  if (readings.length === 1) return [{ row: first, words: refusal.message }]
  const middle = readings.length >> 1
  const aside: SetAside[] = []
  for (const [from, to] of [
    [0, middle],
    [middle, readings.length],
  ] as const) {
    const half = readings.slice(from, to)
    const again = await refusalOf(write, half)
    if (again !== null) aside.push(...(await halve(write, half, first + from, again)))
  }
  return aside
}

/** The batches with the readings that were set aside moved to where the rejected parts are. */
export function withoutSetAside(batches: readonly Outcomes[], aside: readonly SetAside[]) {
  const words = new Map(aside.map((refused) => [refused.row, refused.words]))
  const changed: Outcome[] = []
  let row = 0

  function without(outcome: Outcome): Outcome {
    const first = row
    row += outcome.readings.length
    const isRefused = (_: Reading, index: number) => words.has(first + index)
    if (!outcome.readings.some(isRefused)) return outcome
    const refused = outcome.readings.flatMap(({ point }, index) => {
      const detail = words.get(first + index)
      return detail === undefined ? [] : [{ reason: 'store-refused' as const, detail, path: point }]
    })
    const readings = outcome.readings.filter((_, index) => !words.has(first + index))
    const final = { ...outcome, readings, rejected: [...outcome.rejected, ...refused] }
    changed.push(final)
    return final
  }

  const written = batches.map((outcomes) => outcomesOf(eachOutcome(outcomes).map(without)))
  return { batches: written, changed }
}
