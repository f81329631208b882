import { eachReading, type Readings } from '@bypuls/model'
import type { ReadingChunk } from '../store.js'
import { type Body, createBodyWriter } from './lines.js'
import type { Places } from './places.js'

/** The readings in bodies for one request each, put together when the first is asked for. */
export function* bodiesOfReadings(places: Places, readings: Readings): Iterable<Body> {
  const writer = createBodyWriter(places)
  const full: Body[] = []
  eachReading(readings, (point, observedAt, value, flag) => {
    writer.add(point, observedAt, value, flag === 'suspect')
    if (writer.isFull()) full.push(...some(writer.take()))
  })
  yield* full
  yield* some(writer.take())
}

/**
 * The same for runs in columns. Neighbouring runs of one place that have the same times go side by
 * side, so that they share their lines: that is three times faster than a line for each metric.
 */
export function* bodiesOfChunks(places: Places, chunks: readonly ReadingChunk[]): Iterable<Body> {
  const writer = createBodyWriter(places)
  for (const inStep of runsInStep(chunks)) {
    const [first] = inStep
    for (let row = 0; row < (first?.observedAt.length ?? 0); row++) {
      for (const { point, observedAt, value, suspect } of inStep) {
        writer.add(point, observedAt[row] ?? NaN, value[row] ?? NaN, suspect[row] === 1)
      }
      if (writer.isFull()) yield* some(writer.take())
    }
  }
  yield* some(writer.take())
}

function runsInStep(chunks: readonly ReadingChunk[]): readonly (readonly ReadingChunk[])[] {
  const groups: ReadingChunk[][] = []
  for (const chunk of chunks) {
    const group = groups.at(-1) ?? []
    const [first] = group
    // Two runs of one point keep their order: the later one wins.
    const isOther = group.every(({ point }) => point !== chunk.point)
    if (first !== undefined && isOther && areInStep(first, chunk)) group.push(chunk)
    else groups.push([chunk])
  }
  return groups
}

function areInStep(a: ReadingChunk, b: ReadingChunk): boolean {
  const placeOf = ({ point }: ReadingChunk) => point.slice(0, point.lastIndexOf('.'))
  if (a.observedAt.length !== b.observedAt.length || placeOf(a) !== placeOf(b)) return false
  return a.observedAt.every((time, row) => time === b.observedAt[row])
}

function some(body: Body | undefined): readonly Body[] {
  return body === undefined ? [] : [body]
}
