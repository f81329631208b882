import { type PartName, partsOfReadings, type WindowParts } from '@bypuls/model'
import type { ReadingChunk, WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import type { Named } from './flux.js'
import type { Reader } from './groups.js'
import { readReadings } from './readings.js'

/** Windows computed here from the readings, which are read in bounded pieces. */
export async function* readRawWindows(
  reader: Reader,
  points: Named,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const { from, to } = query
  const ids = points.map(({ point }) => point)
  yield* windowsOfChunks(readReadings(reader, { points: ids, from, to }), query)
}

/** The same of readings that have been read already, point by point and oldest first. */
export async function* windowsOfChunks(
  chunks: AsyncIterable<ReadingChunk> | Iterable<ReadingChunk>,
  query: WindowQuery,
): AsyncGenerator<readonly WindowParts[]> {
  const flagged = query.flag === 'suspect' ? 1 : 0
  let open: Open | undefined

  for await (const chunk of chunks) {
    const windows: WindowParts[] = []
    for (let row = 0; row < chunk.value.length; row++) {
      if (chunk.suspect[row] !== flagged) continue
      const start = windowStart(chunk.observedAt[row] ?? NaN, query.widthMs, query.originMs)
      if (open === undefined || open.start !== start || open.point !== chunk.point) {
        if (open !== undefined) windows.push(closed(open, query.parts))
        open = { point: chunk.point, start, observedAt: [], value: [] }
      }
      open.observedAt.push(chunk.observedAt[row] ?? NaN)
      open.value.push(chunk.value[row] ?? NaN)
    }
    if (windows.length > 0) yield windows
  }
  if (open !== undefined) yield [closed(open, query.parts)]
}

/** A window whose end has not been seen yet; the next answer may go on with it. */
type Open = {
  readonly point: string
  readonly start: number
  readonly observedAt: number[]
  readonly value: number[]
}

function closed(
  { point, start, observedAt, value }: Open,
  parts: readonly PartName[],
): WindowParts {
  const all = partsOfReadings({ observedAt, value })
  const chosen: { [part in PartName]?: number } = {}
  for (const part of parts) chosen[part] = all?.[part] ?? NaN
  return { point, start, ...chosen }
}
