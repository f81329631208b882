import {
  createReadingTable,
  joinTables,
  type RawMessage,
  type ReadingTable,
  type Rejection,
} from '@bypuls/model'
import { eachOutcome, type Outcome, type Outcomes } from './outcome.js'

/** Outcomes that are found one message after another; none yet. */
export function createOutcomes() {
  const positions: number[] = []
  const messages: RawMessage[] = []
  const formats: (string | null)[] = []
  const ends: number[] = []
  const rejected = new Map<number, Rejection[]>()
  const readings = createReadingTable()
  const outcomes: Outcomes = { positions, messages, formats, readings, ends, rejected }

  return {
    outcomes,
    readings,
    /** A part of the message that `end` will end could not be read. */
    reject(rejection: Rejection): void {
      const known = rejected.get(messages.length)
      if (known === undefined) rejected.set(messages.length, [rejection])
      else known.push(rejection)
    },
    /** All that was added since the last message belongs to this one. */
    end(position: number, message: RawMessage, format: string | null): void {
      positions.push(position)
      messages.push(message)
      formats.push(format)
      ends.push(readings.length)
    },
  }
}

/** A list of outcomes as one. */
export function outcomesOf(list: readonly Outcome[]): Outcomes {
  const { outcomes, readings, reject, end } = createOutcomes()
  for (const { id, message, format, ...of } of list) {
    for (const { point, observedAt, value, flag } of of.readings) {
      readings.push(point, observedAt, value, flag)
    }
    for (const rejection of of.rejected) reject(rejection)
    end(Number(id), message, format)
  }
  return outcomes
}

/** Those that come after a position; the same where that is all of them. */
export function outcomesAfter(outcomes: Outcomes, position: number): Outcomes {
  const [first = Infinity] = outcomes.positions
  if (first > position) return outcomes
  return outcomesOf(eachOutcome(outcomes).filter(({ id }) => Number(id) > position))
}

/** Those up to and including a position; the same where that is all of them. */
export function outcomesThrough(outcomes: Outcomes, position: number): Outcomes {
  const last = outcomes.positions.at(-1) ?? -Infinity
  if (last <= position) return outcomes
  const [first = Infinity] = outcomes.positions
  if (first > position) return NONE
  return outcomesOf(eachOutcome(outcomes).filter(({ id }) => Number(id) <= position))
}

/** All readings of several, in order. */
export function readingsOf(batches: readonly Outcomes[]): ReadingTable {
  return joinTables(batches.map(({ readings }) => readings))
}

const NONE = outcomesOf([])
