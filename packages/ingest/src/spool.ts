import type { RawMessage } from '@bypuls/model'
import { type AddedChunk, bytesOf, lastIn, messagesIn, toChunks } from './added-chunk.js'
import { createCommits } from './commits.js'
import { createDiskRoom } from './disk-room.js'
import { encodeMark } from './mark.js'
import type { SpoolError } from './spool-error.js'
import { createSpoolLimit, type SpoolLimit } from './spool-limit.js'
import { readPage } from './spool-page.js'
import { keyOf, MARK } from './spool-segment.js'
import { openSegments } from './spool-segments.js'
import { heldBy } from './spool-start.js'

/** Where the spool lies and how much it may hold. */
export type SpoolSettings = {
  readonly directory: string
  /** What undelivered messages may take: above 95 % of it nothing more is accepted. */
  readonly maxBytes: number
  /** Positions begin after this one, where the spool itself remembers none that is higher. */
  readonly after?: number
  /** Epoch ms; only for pausing after a failed commit. */
  readonly now?: () => number
  /** What a segment holds before the next is begun. */
  readonly segmentBytes?: number
}

/** A message with its number. */
export type SpooledMessage = { readonly position: number; readonly message: RawMessage }

/** Raw messages on disk until the store has them. Positions number the messages, from 1, for ever. */
export type Spool = {
  /**
   * Resolves with the position of the first of the messages (the others follow it) once all are on
   * disk: synced, not just written. Rejects with `SpoolError`, and then none of them counts.
   */
  append(messages: readonly RawMessage[]): Promise<number>
  /**
   * Whole chunks of messages from a position on, until there are `most` or more, or four megabytes.
   * `next` is where to go on; it moves past damaged records, which are left out and counted.
   */
  read(from: number, most: number): Page
  /** The store has everything up to and including this position: it will be forgotten. */
  delivered(position: number): void
  /** `delivered`: the last position the store has. `last`: the last one that is on disk. */
  positions(): { readonly delivered: number; readonly last: number }
  /** What the messages held take on disk. */
  bytes(): number
  /** Whose messages should wait because little room is left. */
  readonly limit: Pick<SpoolLimit, 'isTight' | 'overdrawn'>
  /** Records that were unreadable and were skipped, since the spool was opened. */
  damaged(): number
  /** Why nothing was accepted last; undefined when all is well (again). */
  trouble(): SpoolError | undefined
  /** A copy as of now, while it goes on being written. */
  backup(directory: string): Promise<void>
  close(): Promise<void>
}

/** What `read` gives. */
export type Page = { readonly messages: readonly SpooledMessage[]; readonly next: number }

/**
 * What is in memory of a segment that is read, and what of it may stay on disk after its delivery. A
 * smaller one is opened more often; at this size that is one millisecond in a second of the fastest
 * reading.
 */
const SEGMENT_BYTES = 16 * 1024 * 1024
/** Where nothing is appended, what was delivered is forgotten after this long. */
const TRIM_WITHIN_MS = 250
/** After a failed commit another one is tried, a little later than that is allowed. */
const TRY_AGAIN_MS = 1_100

/** Opens (or makes) the spool in a folder. Rejects with `SpoolError` where it cannot be opened. */
export async function openSpool(settings: SpoolSettings): Promise<Spool> {
  const { directory, maxBytes, after = 0, now = Date.now, segmentBytes = SEGMENT_BYTES } = settings
  const commits = createCommits(now)
  const room = createDiskRoom(directory, now)
  const segments = await openSegments({ directory, segmentBytes })
  const { chunks, missing, ...start } = heldBy(segments.found, after)
  const limit = createSpoolLimit(maxBytes, chunks)
  let { delivered, last } = start
  // Segments that were delivered may still be there.
  let trimmed = segments.found.length > 1 ? -1 : delivered
  // A failed commit's positions are not used again, whatever of it the disk may have kept.
  let next = Math.max(last, after) + 1
  let bytesOnTheWay = 0
  let atLimit: SpoolError | undefined
  const damaged = new Set<number>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  const commit = (added: readonly AddedChunk[]) => commits.run(() => commitNow(added))

  async function commitNow(added: readonly AddedChunk[]): Promise<void> {
    const full = added.length > 0 ? await room.look() : undefined
    if (full === undefined) return write(added)
    // Forgetting makes room.
    if (delivered > trimmed) await write([])
    throw full
  }

  async function write(added: readonly AddedChunk[]): Promise<void> {
    const through = delivered
    const gone = chunks.through(through)
    const coming = added.map(({ chunk }) => chunk)
    const held = chunks.messages() - messagesIn(gone) + messagesIn(coming)
    const mark = encodeMark({ delivered: through, last: lastIn(coming, last), held })
    let into = 0
    await segments.commit(bytesOf(coming), (db, segment) => {
      into = segment
      // Those in other segments go with their files.
      for (const chunk of gone) if (chunk.segment === into) void db.remove(keyOf(chunk))
      for (const { chunk, value } of added) void db.put(keyOf(chunk), value)
      void db.put(MARK, mark)
    })
    trimmed = through
    segments.freed(into, bytesOf(gone.filter(({ segment }) => segment === into)))
    chunks.dropOldest(gone.length)
    for (const chunk of coming) chunks.add({ ...chunk, segment: into })
    last = Math.max(last, chunks.last())
    segments.removeBefore(chunks.oldestSegment())
  }

  const diskTrouble = () => commits.trouble() ?? room.trouble()

  function trimSoon(): void {
    commitIn(TRIM_WITHIN_MS, () => delivered > trimmed)
  }

  /** So that all is known to be well again although nobody sends anything. */
  function tryAgainSoon(): void {
    if (diskTrouble()) commitIn(TRY_AGAIN_MS, () => true)
  }

  function commitIn(ms: number, isNeeded: () => boolean): void {
    timer ??= setTimeout(() => {
      timer = undefined
      if (closed || !isNeeded()) return
      commit([]).then(room.look).then(tryAgainSoon, tryAgainSoon)
    }, ms).unref()
  }

  trimSoon()
  return {
    async append(messages) {
      const first = next
      const added = toChunks(messages, first)
      const bytes = bytesOf(added.map(({ chunk }) => chunk))
      atLimit = limit.full(chunks.bytes() + bytesOnTheWay + bytes)
      if (atLimit) throw atLimit

      next += messages.length
      bytesOnTheWay += bytes
      try {
        await commit(added)
      } catch (error) {
        tryAgainSoon()
        throw error
      } finally {
        bytesOnTheWay -= bytes
      }
      return first
    },

    read(from, most) {
      const { broken, ...page } = readPage({ chunks, value: segments.value }, from, most)
      for (const position of broken) damaged.add(position)
      return page
    },

    delivered(position) {
      if (closed || position <= delivered) return
      delivered = position
      trimSoon()
    },
    positions: () => ({ delivered, last }),
    bytes: () => chunks.bytes(),
    limit,
    damaged: () => missing + damaged.size,
    trouble: () => diskTrouble() ?? (chunks.bytes() > maxBytes / 2 ? atLimit : undefined),
    backup: segments.backup,

    async close() {
      closed = true
      clearTimeout(timer)
      if (delivered > trimmed) await commit([]).catch(() => undefined)
      await commits.idle()
      await segments.close()
    },
  }
}
