import { decodeChunk } from './chunk.js'
import { type Chunk, type ChunkList, lastOf } from './chunk-list.js'
import type { Page, SpooledMessage } from './spool.js'

/** Which chunks there are, and what stands in one. */
export type PageSource = {
  readonly chunks: Pick<ChunkList, 'from'>
  readonly value: (chunk: Chunk) => Buffer
}

const MOST_BYTES_PER_PAGE = 4 * 1024 * 1024

/** As `Spool.read` gives it; `broken` are the positions of the records that are left out. */
export function readPage(
  { chunks, value }: PageSource,
  from: number,
  most: number,
): Page & { readonly broken: readonly number[] } {
  const messages: SpooledMessage[] = []
  const broken: number[] = []
  let next = from
  let bytes = 0
  for (const chunk of chunks.from(from)) {
    decodeChunk(value(chunk), chunk.count).forEach((message, index) => {
      const position = chunk.first + index
      if (position < from) return
      if (message) messages.push({ position, message })
      else broken.push(position)
    })
    next = lastOf(chunk) + 1
    bytes += chunk.bytes
    if (messages.length >= most || bytes >= MOST_BYTES_PER_PAGE) break
  }
  return { messages, next, broken }
}
