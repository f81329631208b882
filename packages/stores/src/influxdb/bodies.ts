import type { Reading } from '@bypuls/model'
import type { ReadingChunk } from '../store.js'
import { type Body, createBodyWriter } from './lines.js'
import type { Places } from './places.js'

/** The readings in bodies for one request each, put together as they are asked for. */
export function* bodiesOfReadings(places: Places, readings: readonly Reading[]): Iterable<Body> {
  const writer = createBodyWriter(places)
  for (const { point, observedAt, value, flag } of readings) {
    writer.add(point, observedAt, value, flag === 'suspect')
    if (writer.isFull()) yield* some(writer.take())
  }
  yield* some(writer.take())
}

/** The same for runs in columns. */
export function* bodiesOfChunks(places: Places, chunks: readonly ReadingChunk[]): Iterable<Body> {
  const writer = createBodyWriter(places)
  for (const { point, observedAt, value, suspect } of chunks) {
    for (let row = 0; row < observedAt.length; row++) {
      writer.add(point, observedAt[row] ?? NaN, value[row] ?? NaN, suspect[row] === 1)
      if (writer.isFull()) yield* some(writer.take())
    }
  }
  yield* some(writer.take())
}

function some(body: Body | undefined): readonly Body[] {
  return body === undefined ? [] : [body]
}
