import type { Outcomes } from './outcome.js'

/** Outcomes of consecutive messages, the last of them at position `last`. */
export type Parcel = {
  readonly batches: readonly Outcomes[]
  readonly last: number
  readonly readings: number
  /** About 100 bytes of memory each: a message, a reading, a part of a payload. */
  readonly weight: number
}

/** What one write takes. */
const READINGS_PER_WRITE = 10_000
/** What waits in memory at most; more stays in the spool until its turn. */
const WEIGHT_IN_MEMORY = 60_000

/** Outcomes that wait for a write, in order. */
export type Parcels = {
  add(outcomes: Outcomes, last: number): void
  /** Enough for one write, or all there is. */
  take(): Parcel | undefined
  /** There is enough for a write. */
  isWrite(): boolean
  /** No more should be added for now. */
  isFull(): boolean
  isEmpty(): boolean
  clear(): void
}

/** Nothing waits yet. */
export function createParcels(): Parcels {
  let queue: Parcel[] = []
  let readings = 0
  let weight = 0

  return {
    add(outcomes, last) {
      const parcel = toParcel(outcomes, last)
      queue.push(parcel)
      readings += parcel.readings
      weight += parcel.weight
    },
    take() {
      const taken: Parcel[] = []
      for (let sum = 0, next = queue[0]; next && sum < READINGS_PER_WRITE; ) {
        taken.push(next)
        sum += next.readings
        next = queue[taken.length]
      }
      queue = queue.slice(taken.length)
      const last = taken.at(-1)?.last
      if (last === undefined) return undefined
      const parcel = joined(taken, last)
      readings -= parcel.readings
      weight -= parcel.weight
      return parcel
    },
    isWrite: () => readings >= READINGS_PER_WRITE || weight >= WEIGHT_IN_MEMORY,
    isFull: () => weight >= WEIGHT_IN_MEMORY,
    isEmpty: () => queue.length === 0,
    clear() {
      queue = []
      readings = 0
      weight = 0
    },
  }
}

function joined(parcels: readonly Parcel[], last: number): Parcel {
  const sum = (of: (parcel: Parcel) => number) =>
    parcels.reduce((total, parcel) => total + of(parcel), 0)
  return {
    batches: parcels.flatMap(({ batches }) => batches),
    last,
    readings: sum(({ readings }) => readings),
    weight: sum(({ weight }) => weight),
  }
}

function toParcel(outcomes: Outcomes, last: number): Parcel {
  const { messages, readings } = outcomes
  let weight = 2 * messages.length + readings.length
  for (const { payload } of messages) weight += payload.length >> 7
  return { batches: [outcomes], last, readings: readings.length, weight }
}
