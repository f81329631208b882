import { createRepeatingMap } from '@bypuls/model'
import { partsToWrite, READINGS, SUSPECT_READINGS } from './names.js'

/** Something under way that changes readings: a request, or a removal. */
export type Change = {
  readonly ended: Promise<void>
  hasEnded: boolean
}

/** A change that touches a place at times from `from` to `to`, and those before it. */
type Hold = {
  readonly change: Change
  from: number
  to: number
  readonly earlier: Hold | undefined
}

/** What the lines of one place begin with, and what is under way there. */
export type Place = {
  /** `readings,place=gang,site=skole `, tags sorted as the engine wants them. */
  readonly good: string
  readonly suspect: string
  hold: Hold | undefined
}

/** A point as its lines need it. */
export type Series = {
  readonly place: Place
  /** `co2=` */
  readonly field: string
  /** The line that this field is in, so that no line has it twice. */
  line: number
}

export type Places = {
  /** Throws `refused` for a name that no line may hold. */
  seriesOf(point: string): Series
  /** Forgets everything where it has become much; only while no change is under way. */
  trim(): void
}

/**
 * About 170 bytes each, and made only of points that report. Below what a process may have of them: made
 * anew again and again they would cost more than all else (600 000 points took three times as long).
 */
const MOST_SERIES = 5_000_000

/** Names are checked and put together once, not for every reading. */
export function createPlaces(): Places {
  const series = createRepeatingMap<Series>()
  const places = new Map<string, Place>()
  /** Few, and each in many series. */
  const fields = new Map<string, string>()

  function fieldOf(metric: string): string {
    const field = fields.get(metric) ?? `${metric}=`
    fields.set(metric, field)
    return field
  }

  function add(point: string): Series {
    const { site, place, metric } = partsToWrite(point)
    const tags = `,place=${place},site=${site} `
    const at = places.get(tags) ?? {
      good: READINGS + tags,
      suspect: SUSPECT_READINGS + tags,
      hold: undefined,
    }
    places.set(tags, at)
    const found = { place: at, field: fieldOf(metric), line: 0 }
    series.add(point, found)
    return found
  }

  return {
    seriesOf: (point) => series.get(point) ?? add(point),
    trim() {
      if (series.size() <= MOST_SERIES) return
      series.clear()
      places.clear()
    },
  }
}

/**
 * Notes that a change touches a place from `from` to `to`, and adds to `before` the changes that it must
 * wait for: those under way at the same place and times. Others run beside it.
 */
export function hold(
  place: Place,
  change: Change,
  times: { readonly from: number; readonly to: number },
  before: Set<Change>,
): void {
  const newest = unended(place.hold)
  for (let one = newest; one !== undefined; one = unended(one.earlier)) {
    if (one.change !== change && one.from <= times.to && one.to >= times.from) {
      before.add(one.change)
    }
  }
  if (newest?.change === change) {
    newest.from = Math.min(newest.from, times.from)
    newest.to = Math.max(newest.to, times.to)
  } else {
    place.hold = { change, from: times.from, to: times.to, earlier: newest }
  }
}

function unended(hold: Hold | undefined): Hold | undefined {
  let one = hold
  while (one?.change.hasEnded) one = one.earlier
  return one
}
