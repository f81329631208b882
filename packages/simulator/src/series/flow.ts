import { at, DAY_MS, type DaySeries, daySeries, STEPS } from './day-series.js'

/** Where all running totals start: long before any history, so that none depends on when a city began. */
const FIRST_DAY = Date.UTC(2022, 0, 1) / DAY_MS

/** Something that flows (power, water) and what has flowed since the first day. */
export type Flow = {
  /** Per hour, at the grid's times. */
  readonly rate: DaySeries
  readonly total: DaySeries
  /** What a day brings. */
  amount(day: number): number
}

/**
 * A flow from a day's amount, which is known without looking at the other days, and from how the day
 * shares it out (`weights`, not negative). So a total at any time costs a sum over days, rate and
 * total always agree, and the past is the same from wherever it is looked at.
 */
export function flow(amountOf: (day: number) => number, weights: DaySeries): Flow {
  const totals: number[] = [0] // before the first day, the second, …

  function totalBefore(day: number): number {
    for (let index = totals.length; index <= day - FIRST_DAY; index++) {
      totals.push((totals[index - 1] ?? 0) + amountOf(FIRST_DAY + index - 1))
    }
    return totals[day - FIRST_DAY] ?? 0
  }

  return {
    amount: amountOf,
    rate: daySeries((day, values) => {
      const { weight, area } = shares(weights(day))
      const perHour = (amountOf(day) / area) * (STEPS / 24)
      for (let step = 0; step <= STEPS; step++) values[step] = at(weight, step) * perHour
    }),
    total: daySeries((day, values) => {
      const { weight, area } = shares(weights(day))
      const perArea = amountOf(day) / area
      let gathered = 0
      values[0] = totalBefore(day)
      for (let step = 1; step <= STEPS; step++) {
        gathered += (at(weight, step - 1) + at(weight, step)) / 2
        values[step] = at(values, 0) + perArea * gathered
      }
    }),
  }
}

const EVEN = new Float64Array(STEPS + 1).fill(1)

/** The weights and the area under them, by trapezoids of one step; a day of nothing is shared evenly. */
function shares(weight: Float64Array): { weight: Float64Array; area: number } {
  let area = 0
  for (let step = 0; step < STEPS; step++) area += (at(weight, step) + at(weight, step + 1)) / 2
  return area > 0 ? { weight, area } : { weight: EVEN, area: STEPS }
}
