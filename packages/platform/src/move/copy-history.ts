import type { ReadingChunk, TimeSeriesStore } from '@bypuls/stores'

export type CopyHistory = {
  readonly from: Pick<TimeSeriesStore, 'readings'>
  readonly to: Pick<TimeSeriesStore, 'writeChunks'>
  readonly points: readonly string[]
  /** How many of the points are there already. */
  readonly done: number
  /** So many points, the first of the list, are safely in the other store. */
  readonly onStored: (done: number) => Promise<void>
}

/** Readings per write. */
const AT_ONCE = 200_000

/** Copies all readings, suspect ones included, point by point: broken off, it goes on behind the last. */
export async function copyHistory(given: CopyHistory): Promise<number> {
  const { from, to, points, done, onStored } = given
  let waiting: ReadingChunk[] = []
  let readings = 0
  let copied = 0
  for (let index = done; index < points.length; index++) {
    const query = { points: points.slice(index, index + 1), from: -Infinity, to: Infinity }
    for await (const chunk of from.readings(query)) {
      waiting.push(chunk)
      readings += chunk.value.length
      if (readings < AT_ONCE) continue
      await to.writeChunks(waiting)
      copied += readings
      waiting = []
      readings = 0
    }
    const isLast = index === points.length - 1
    if (readings < AT_ONCE / 4 && !isLast) continue
    if (readings > 0) await to.writeChunks(waiting)
    copied += readings
    waiting = []
    readings = 0
    await onStored(index + 1)
  }
  return copied
}
