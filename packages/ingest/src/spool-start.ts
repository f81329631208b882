import { type ChunkList, createChunkList, lastOf } from './chunk-list.js'
import type { Found } from './spool-segment.js'

/** Where a spool goes on. */
export type SpoolStart = {
  readonly chunks: ChunkList
  readonly delivered: number
  readonly last: number
  /** Messages that the last commit knew of and no segment has. */
  readonly missing: number
}

/** From what the segments held, oldest first. Positions go on after `after`, or after what is known. */
export function heldBy(found: readonly Found[], after: number): SpoolStart {
  // A commit leaves what was delivered in all segments but the newest; the newest mark says what that is.
  const mark = found.findLast((segment) => segment.mark)?.mark
  const known = mark?.delivered ?? 0
  const chunks = createChunkList()
  found.forEach((segment, index) => {
    const isNewest = index === found.length - 1
    for (const chunk of segment.chunks) if (isNewest || lastOf(chunk) > known) chunks.add(chunk)
  })
  const knownLast = Math.max(mark?.last ?? 0, chunks.last())
  const isEmpty = chunks.messages() === 0
  const delivered = isEmpty ? Math.max(knownLast, after) : (mark?.delivered ?? chunks.first() - 1)
  return {
    chunks,
    delivered,
    last: Math.max(delivered, knownLast),
    missing: Math.max(0, (mark?.held ?? 0) - chunks.messages()),
  }
}
