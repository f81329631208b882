import type { RawMessage } from '@bypuls/model'
import { open } from 'lmdb'
import { decodeChunk, encodeChunk } from './chunk.js'
import { SpoolError } from './spool-error.js'

export type SpoolSettings = {
  readonly directory: string
  /** The most that undelivered messages may take; above it nothing more is accepted. */
  readonly maxBytes: number
}

export type SpooledMessage = { readonly position: number; readonly message: RawMessage }

/** Raw messages on disk until the store has them. Positions number the messages, from 1, for ever. */
export type Spool = {
  /** Resolves with the position of the first message once all are on disk (synced, not just written). */
  append(messages: readonly RawMessage[]): Promise<number>
  /** The messages from a position on, at least one chunk's worth past `limit`; `next` is where to go on. */
  read(from: number, limit: number): { readonly messages: SpooledMessage[]; readonly next: number }
  /** The store has everything up to and including this position: it may be forgotten. */
  delivered(position: number): void
  /** `delivered`: the last position the store has. `last`: the last that is on disk. */
  positions(): { readonly delivered: number; readonly last: number }
  bytes(): number
  /** Records that were unreadable and were skipped, since it was opened. */
  damaged(): number
  close(): Promise<void>
}

type Chunk = { readonly first: number; readonly count: number; readonly bytes: number }

/** Small enough that a damaged table costs little, large enough that a commit is a few writes. */
const MESSAGES_PER_CHUNK = 64

/** Opens (or makes) the spool in a folder. Rejects with `SpoolError` where it cannot be opened. */
export async function openSpool({ directory, maxBytes }: SpoolSettings): Promise<Spool> {
  // Without `overlappingSync` a commit resolves after fdatasync, and a failing sync rejects it.
  const db = open<Buffer, (string | number)[]>({
    path: directory,
    encoding: 'binary',
    overlappingSync: false,
  })
  const chunks: Chunk[] = []
  for (const [, first, count, bytes] of db.getKeys({
    start: ['chunk'],
    end: ['chunk', Infinity],
  })) {
    chunks.push({ first: Number(first), count: Number(count), bytes: Number(bytes) })
  }
  let deliveredTo = Number(db.get(['delivered'])?.toString() ?? 0)
  let last = Math.max(deliveredTo, ...chunks.slice(-1).map((c) => c.first + c.count - 1))
  let next = last + 1
  let bytesHeld = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0)
  let damagedCount = 0

  function trim(): void {
    void db.put(['delivered'], Buffer.from(String(deliveredTo)))
    for (
      let head = chunks[0];
      head && head.first + head.count - 1 <= deliveredTo;
      head = chunks[0]
    ) {
      void db.remove(['chunk', head.first, head.count, head.bytes])
      chunks.shift()
      bytesHeld -= head.bytes
    }
  }

  return {
    async append(messages) {
      const position = next
      next += messages.length
      const added: Chunk[] = []
      let commit: Promise<boolean> = Promise.resolve(true)
      trim()
      for (let at = 0; at < messages.length; at += MESSAGES_PER_CHUNK) {
        const part = messages.slice(at, at + MESSAGES_PER_CHUNK)
        const value = encodeChunk(part)
        const chunk = { first: position + at, count: part.length, bytes: value.length }
        added.push(chunk)
        commit = db.put(['chunk', chunk.first, chunk.count, chunk.bytes], value)
      }
      if (bytesHeld > maxBytes) throw new SpoolError('full', 'The spool is full')
      await commit
      chunks.push(...added)
      last = position + messages.length - 1
      bytesHeld += added.reduce((sum, chunk) => sum + chunk.bytes, 0)
      return position
    },
    read(from, limit) {
      const messages: SpooledMessage[] = []
      let after = from
      for (const chunk of chunks) {
        if (chunk.first + chunk.count <= from) continue
        const value = db.get(['chunk', chunk.first, chunk.count, chunk.bytes])
        const decoded = value ? decodeChunk(value, chunk.count) : []
        decoded.forEach((message, index) => {
          const position = chunk.first + index
          if (position < from) return
          if (message) messages.push({ position, message })
          else damagedCount += 1
        })
        after = chunk.first + chunk.count
        if (messages.length >= limit) break
      }
      return { messages, next: after }
    },
    delivered(position) {
      deliveredTo = Math.max(deliveredTo, position)
    },
    positions: () => ({ delivered: deliveredTo, last }),
    bytes: () => bytesHeld,
    damaged: () => damagedCount,
    async close() {
      trim()
      await db.flushed
      await db.close()
    },
  }
}
