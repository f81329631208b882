import { badRequest } from './problem.js'

/** A chart needs a thousand windows, a month of hours of a thousand points 720 000. */
const MOST_WINDOWS = 1_000_000

/** Refuses a question that would cost more than an answer is worth, and says what to ask instead. */
export function refuseTooMany(points: number, windowsEach: number): void {
  if (points * windowsEach <= MOST_WINDOWS) return
  throw badRequest([
    {
      path: 'window',
      message:
        `${points} points with ${windowsEach} windows each are more than ${MOST_WINDOWS}; ask for ` +
        'longer windows, a shorter span or fewer points, or export the raw readings ' +
        '(`/sites/:site/readings?format=csv`)',
    },
  ])
}
