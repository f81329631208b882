import { type Change, hold, type Place } from './places.js'

type Touched = ReadonlyMap<Place, { readonly from: number; readonly to: number }>

/** A change that is announced: it may begin when `before` have ended. */
export type Announced = {
  readonly before: Promise<unknown>
  end(): void
}

/** Which changes are under way, so that two at the same place and times keep their order. */
export type Changes = {
  announce(touched: Touched): Announced
  areUnderWay(): boolean
}

export function createChanges(): Changes {
  let underWay = 0

  return {
    announce(touched) {
      let resolve = () => {}
      const ended = new Promise<void>((done) => {
        resolve = done
      })
      const change: Change = { ended, hasEnded: false }
      const before = new Set<Change>()
      for (const [place, times] of touched) hold(place, change, times, before)
      underWay += 1
      return {
        before: Promise.all([...before].map((one) => one.ended)),
        end() {
          change.hasEnded = true
          underWay -= 1
          resolve()
        },
      }
    },
    areUnderWay: () => underWay > 0,
  }
}
