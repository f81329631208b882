import type { WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import { GOOD, type Named, ofPoints, source, WITHOUT_MEASUREMENT } from './flux.js'
import type { Reader } from './groups.js'
import { readRawWindows, windowsOfChunks } from './raw-windows.js'
import { readRuns } from './runs.js'
import { PER_ANSWER } from './walk.js'

/**
 * Time × points of the last two windows up to which they are read as they are: in one piece, for they
 * may be growing just now, and a count and a sum of two moments would make a wrong mean.
 */
const LIVELY_MS = 20 * 86_400_000

/** Where the last two windows begin; the end of the range where they are too much to read, or all of it. */
export function whereLively(
  { from, to, widthMs, originMs, parts }: WindowQuery,
  points: number,
): number {
  const cut = windowStart(to - 1, widthMs, originMs) - widthMs
  return parts.length > 1 && cut > from && points * 2 * widthMs <= LIVELY_MS ? cut : to
}

/** The windows from there on, point by point. */
export async function readLively(
  reader: Reader,
  group: Named,
  query: WindowQuery,
): Promise<ReadonlyMap<string, readonly WindowParts[]>> {
  const windows = new Map<string, WindowParts[]>()
  if (query.from >= query.to) return windows
  for await (const batch of await rawWindows(reader, group, query)) {
    for (const window of batch) {
      const of = windows.get(window.point)
      if (of === undefined) windows.set(window.point, [window])
      else of.push(window)
    }
  }
  return windows
}

/** In one question where the readings are as few as they mostly are; where they are not, bit by bit. */
async function rawWindows(reader: Reader, group: Named, query: WindowQuery) {
  const { from, to } = query
  const most = Math.ceil(PER_ANSWER / group.length)
  const readings = `${source(reader.address, { from, to }, ofPoints(group, GOOD))} |> limit(n: ${most})`
  const runs = await readRuns(reader.ask, `${readings} |> ${WITHOUT_MEASUREMENT}`)
  if ([...runs.values()].some(({ rows }) => rows >= most)) {
    return readRawWindows(reader, group, query)
  }
  const chunks = [...runs].map(([point, { good, rows }]) => {
    return { point, ...good, suspect: new Uint8Array(rows) }
  })
  return windowsOfChunks(chunks, query)
}
