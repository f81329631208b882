import type { ReadingChunk } from '../store.js'
import type { Questions } from './question.js'
import { type RawQuery, rawOf } from './raw.js'

const HOUR_MS = 3_600_000

/** A point's readings in the order asked, at most `limit` of them. */
export async function* rawUpTo(
  questions: Questions,
  { limit, ...query }: RawQuery & { readonly limit?: number },
): AsyncGenerator<ReadingChunk> {
  if (limit === undefined) return yield* rawOf(questions, query)
  let left = limit
  if (left <= 0) return
  for await (const chunk of rawOf(questions, { ...query, firstMs: HOUR_MS })) {
    const some = Math.min(left, chunk.value.length)
    left -= some
    yield {
      point: chunk.point,
      observedAt: chunk.observedAt.subarray(0, some),
      value: chunk.value.subarray(0, some),
      suspect: chunk.suspect.subarray(0, some),
    }
    if (left === 0) return
  }
}
