import type { WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { GOOD, named, SUSPECT } from './flux.js'
import { groupsOf, type Reader, siteBySite } from './groups.js'
import { isPushedPart } from './part-runs.js'
import { readPushedWindows } from './pushed-windows.js'
import { readRawWindows } from './raw-windows.js'
import { spansOf, wholeOf } from './spans.js'
import { clamped } from './times.js'
import { PER_ANSWER } from './walk.js'

/** Time × points below which one read of the readings answers sooner than a query per part. */
const SMALL_MS = 2 * 86_400_000

/**
 * Windows by one `aggregateWindow` per part and query, several side by side. What the engine has no
 * function for, and what is short, is computed from the readings.
 */
export async function* readWindows(
  reader: Reader,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const points = named(query.points)
  const range = clamped(query.from, query.to)
  const parts = [...new Set(query.parts)]
  if (range === undefined || points.length === 0) return
  if (query.flag === 'suspect') {
    // They are few: the whole history of a point is read for the time only in which it has some.
    const some = await spansOf(reader, points, range, SUSPECT)
    for (const point of points) {
      const within = some.get(point.point)
      if (within) yield* readRawWindows(reader, [point], { ...query, ...within, parts })
    }
    return
  }
  const isShort = range.to - range.from <= (query.widthMs * PER_ANSWER) / 10
  const span = isShort ? range : wholeOf(await spansOf(reader, points, range, GOOD))
  if (span === undefined) return
  const asked = { ...query, ...span, parts }
  const perPoint = (span.to - span.from) / query.widthMs + 1
  const isSmall = (span.to - span.from) * points.length <= SMALL_MS
  const isPushed = parts.length > 0 && parts.every(isPushedPart)
  if (isSmall || !isPushed || perPoint > PER_ANSWER) {
    yield* readRawWindows(reader, points, asked)
    return
  }
  const most = Math.max(1, Math.floor(PER_ANSWER / perPoint))
  yield* readPushedWindows(reader, groupsOf(siteBySite(points), most), asked)
}
