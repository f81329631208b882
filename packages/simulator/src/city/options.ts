export type CityOptions = {
  /** Two seeds give two cities, one seed the same city every time. */
  readonly seed: number
  /** Where the history begins, epoch ms. */
  readonly historyFrom: number
  /** When the city began to live: history ends, live values go on. Faults are dated from it. */
  readonly historyUntil: number
}

export const LIVE_INTERVAL_MS = 10_000
export const HISTORY_INTERVAL_MS = 300_000
