import { StoreError } from '../store-error.js'
import type { Place, Places } from './places.js'
import { isStorable } from './times.js'

/** Lines for one request, and where they belong. */
export type Body = {
  readonly text: string
  readonly lines: number
  readonly touched: ReadonlyMap<Place, Times>
}

export type Times = { from: number; to: number }

export type BodyWriter = {
  /** Throws `refused` where the reading can never be stored. */
  add(point: string, observedAt: number, value: number, suspect: boolean): void
  isFull(): boolean
  /** What was added since the last time; undefined where it is nothing. */
  take(): Body | undefined
}

/** What one request holds: enough that its cost is spread, not so much that it is long under way. */
const LINES_PER_BODY = 10_000
const CHARACTERS_PER_BODY = 2_000_000

/**
 * Writes line protocol: consecutive readings of one place, time and flag share a line, a field per
 * metric. Values are floats, always, so that a field never changes its type.
 */
export function createBodyWriter(places: Places): BodyWriter {
  let text = ''
  let lines = 0
  let touched = new Map<Place, Times>()
  /** The line that is being written. */
  let number = 0
  let place: Place | undefined
  let time = 0
  let flagged = false
  let times: Times = { from: 0, to: 0 }

  function beginLine(at: Place, observedAt: number, suspect: boolean): void {
    if (place !== undefined) text += ` ${time}\n`
    if (place !== at) times = timesOf(at, observedAt)
    place = at
    time = observedAt
    flagged = suspect
    number += 1
    lines += 1
    text += suspect ? at.suspect : at.good
    if (observedAt < times.from) times.from = observedAt
    if (observedAt > times.to) times.to = observedAt
  }

  function timesOf(at: Place, observedAt: number): Times {
    const known = touched.get(at)
    if (known !== undefined) return known
    const begun = { from: observedAt, to: observedAt }
    touched.set(at, begun)
    return begun
  }

  return {
    add(point, observedAt, value, suspect) {
      const series = places.seriesOf(point)
      if (!Number.isFinite(value) || !isStorable(observedAt))
        throw notStorable(point, observedAt, value)
      const goesOn = place === series.place && time === observedAt && flagged === suspect
      if (goesOn && series.line !== number) text += ','
      else beginLine(series.place, observedAt, suspect)
      series.line = number
      text += series.field
      // The shortest text that reads back as the same double; only the sign of zero is not in it.
      text += Object.is(value, -0) ? '-0' : value
    },
    isFull: () => lines >= LINES_PER_BODY || text.length >= CHARACTERS_PER_BODY,
    take() {
      if (lines === 0) return undefined
      const body = { text: `${text} ${time}`, lines, touched }
      text = ''
      lines = 0
      touched = new Map()
      place = undefined
      return body
    },
  }
}

function notStorable(point: string, observedAt: number, value: number): StoreError {
  const what = Number.isFinite(value)
    ? `the time ${observedAt}: expected whole milliseconds from the year 1677 to 2262`
    : `the value ${value}: expected a finite number`
  return new StoreError('refused', `${point} cannot be stored with ${what}`)
}
