import type { Readings } from '@bypuls/model'
import { Stopped } from './keep-trying.js'

/** What takes stored readings over: rules, or another process's table. */
export type HandoverDeps = {
  /** Resolves when it needs no second call, whatever happens; rejects only with `Stopped`. */
  readonly stored: (readings: Readings) => Promise<void>
  /** A batch is handed over, or the program stops. */
  readonly onSettled: () => void
}

/** Hands stored batches over one after another, beside the writes: it must not hold them up. */
export type Handover = {
  /** `then` runs once this batch and all before it are handed over; never after a `Stopped`. */
  add(readings: Readings, then: () => void): void
  /** Too much waits: nothing more should be written for now. */
  isFull(): boolean
  isEmpty(): boolean
}

/** What waits in memory at most, in readings: some ten megabytes. */
const MOST_READINGS = 100_000
/** What a batch takes besides its readings. */
const PER_BATCH = 10

/** Nothing waits yet. */
export function createHandover({ stored, onSettled }: HandoverDeps): Handover {
  let line: Promise<void> = Promise.resolve()
  let waiting = 0

  async function handOver(readings: Readings, then: () => void): Promise<void> {
    if (readings.length > 0) await stored(readings)
    then()
  }

  return {
    add(readings, then) {
      const weight = readings.length + PER_BATCH
      const settle = () => {
        waiting -= weight
        onSettled()
      }
      waiting += weight
      line = line.then(() => handOver(readings, then))
      line.then(settle, (error: unknown) => {
        settle()
        if (!(error instanceof Stopped)) throw error
      })
    },
    isFull: () => waiting >= MOST_READINGS,
    isEmpty: () => waiting === 0,
  }
}
