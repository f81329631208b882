import { badRequest } from './problem.js'

/** A chart needs a thousand windows, a year of hours of ten points 88 000. */
const MOST_WINDOWS = 250_000

/** Refuses a question that would cost more than an answer is worth, and says what to ask instead. */
export function refuseTooMany(points: number, windows: number): void {
  const estimate = points * windows
  if (estimate <= MOST_WINDOWS) return
  throw badRequest([
    {
      path: 'window',
      message:
        `${points} points with ${Math.ceil(windows)} windows each are more than ${MOST_WINDOWS}; ` +
        'ask for longer windows, a shorter span or fewer points, or export the raw readings ' +
        '(`/sites/:site/readings?format=csv`)',
    },
  ])
}
