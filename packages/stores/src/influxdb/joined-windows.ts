import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import type { PartRuns } from './part-runs.js'

/** Windows per batch. */
const BATCH = 4_096

/** Its parts are put in one after the other: spreading an object into each costs five times as much. */
type Filling = { point: string; start: number } & { [part in PartName]?: number }

/** The windows of one point that every part has an answer for, in batches. */
export function* joinedWindows(
  point: string,
  query: WindowQuery,
  runs: PartRuns,
): Iterable<readonly WindowParts[]> {
  const { widthMs, originMs } = query
  const columns = query.parts.map((part) => ({
    part,
    isTime: part.endsWith('At'),
    run: runs.get(part)?.get(point),
    at: 0,
  }))
  const [lead] = columns
  let batch: WindowParts[] = []
  for (let row = 0; row < (lead?.run?.value.length ?? 0); row++) {
    const start = windowStart(lead?.run?.observedAt[row] ?? NaN, widthMs, originMs)
    const window: Filling = { point, start }
    let isWhole = true
    for (const column of columns) {
      const { part, run } = column
      while (run && windowStart(run.observedAt[column.at] ?? Infinity, widthMs, originMs) < start)
        column.at += 1
      const time = run?.observedAt[column.at] ?? Infinity
      const value = column.isTime ? time : (run?.value[column.at] ?? NaN)
      const isEmpty = Number.isNaN(value) || (part === 'count' && value === 0)
      isWhole &&= windowStart(time, widthMs, originMs) === start && !isEmpty
      window[part] = value
    }
    // A reading that came between the queries shows in some of them only; the next question has it.
    if (isWhole) batch.push(window)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
