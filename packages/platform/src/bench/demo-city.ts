import { JobList } from '@bypuls/model'
import type { ChildPlatform } from '../load/child-platform.js'

/** Waits until the demonstration's year of history is in the store; the number of its readings, about. */
export async function demoWithHistory(
  platform: ChildPlatform,
  deadlineMs = 900_000,
): Promise<number> {
  const until = Date.now() + deadlineMs
  while (Date.now() < until) {
    const { items } = JobList.parse(await platform.operator.get('/api/v1/jobs'))
    if (items[0]?.state === 'done')
      return platform.operator.get('/api/v1/points?limit=1000').then(countOf)
    if (items[0]?.state === 'failed') throw new Error('the history could not be imported')
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error(`the history was not complete within ${deadlineMs / 1_000} s`)
}

function countOf(points: unknown): number {
  const items =
    typeof points === 'object' && points !== null && 'items' in points ? points.items : []
  return (Array.isArray(items) ? items.length : 0) * 105_120
}
