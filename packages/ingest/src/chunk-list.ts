import { createShares, type Holders, type Shares, sameHolders } from './shares.js'

/** One value of the spool: `count` messages from position `first` on, `bytes` long. */
export type Chunk = {
  /** The number of the segment it lies in. */
  readonly segment: number
  readonly first: number
  readonly count: number
  readonly bytes: number
  readonly holders: Holders
}

/** Which chunks the spool holds, oldest first. In memory, so that finding one needs no disk. */
export type ChunkList = {
  add(chunk: Chunk): void
  /** The chunks whose messages all lie at or before a position, oldest first. */
  through(position: number): Chunk[]
  /** Forgets this many of the oldest. */
  dropOldest(count: number): void
  /** The chunks that hold a position or come after it, oldest first. */
  from(position: number): Generator<Chunk>
  /** The position of the first message; 1 with none. */
  first(): number
  /** The position of the last message; 0 with none. */
  last(): number
  /** The segment of the oldest; infinite with none. */
  oldestSegment(): number
  messages(): number
  bytes(): number
  readonly shares: Pick<Shares, 'of' | 'organisations'>
}

/** An empty list. */
export function createChunkList(): ChunkList {
  let chunks: Chunk[] = []
  let head = 0
  let bytes = 0
  let messages = 0
  const shares = createShares()

  /** The index of the first chunk that ends at or after a position. */
  function search(position: number): number {
    let low = head
    let high = chunks.length
    while (low < high) {
      const middle = (low + high) >> 1
      const chunk = chunks[middle]
      if (chunk && lastOf(chunk) < position) low = middle + 1
      else high = middle
    }
    return low
  }

  function count(chunk: Chunk, sign: 1 | -1): void {
    bytes += sign * chunk.bytes
    messages += sign * chunk.count
    shares.count(chunk.holders, sign * chunk.bytes)
  }

  return {
    add(chunk) {
      chunks.push({ ...chunk, holders: sameHolders(chunks.at(-1)?.holders, chunk.holders) })
      count(chunk, 1)
    },
    through: (position) => chunks.slice(head, search(position + 1)),
    dropOldest(many) {
      for (const chunk of chunks.slice(head, head + many)) count(chunk, -1)
      head += many
      // Moving the rest down is paid for by as many drops.
      if (head > 1_000 && head * 2 > chunks.length) {
        chunks = chunks.slice(head)
        head = 0
      }
    },
    *from(position) {
      for (let index = search(position); index < chunks.length; index += 1) {
        const chunk = chunks[index]
        if (chunk) yield chunk
      }
    },
    first: () => chunks[head]?.first ?? 1,
    last() {
      const chunk = chunks[chunks.length - 1]
      return chunk && chunks.length > head ? lastOf(chunk) : 0
    },
    oldestSegment: () => chunks[head]?.segment ?? Number.POSITIVE_INFINITY,
    messages: () => messages,
    bytes: () => bytes,
    shares,
  }
}

/** The position of a chunk's last message. */
export function lastOf(chunk: Pick<Chunk, 'first' | 'count'>): number {
  return chunk.first + chunk.count - 1
}
