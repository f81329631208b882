import type { RawMessage } from '@bypuls/model'
import type { RootDatabase } from 'lmdb'
import { decodeChunk, encodeChunk } from './chunk.js'
import { type Chunk, createChunkList, lastOf } from './chunk-list.js'
import { type LmdbKey, openLmdbFile } from './lmdb-file.js'
import { decodeMark, encodeMark } from './mark.js'
import { type Holders, holdersOf } from './shares.js'
import type { SpoolError } from './spool-error.js'
import { createSpoolLimit, type SpoolLimit } from './spool-limit.js'

/** Where the spool lies and how much it may hold. */
export type SpoolSettings = {
  readonly directory: string
  /** What undelivered messages may take: above 95 % of it nothing more is accepted. */
  readonly maxBytes: number
  /** Positions begin after this one, where the spool itself remembers none that is higher. */
  readonly after?: number
  /** Epoch ms; only for pausing after a failed commit. */
  readonly now?: () => number
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

/** A damaged table costs this many messages at most; a commit takes as many chunks as it needs. */
const MESSAGES_PER_CHUNK = 64
const MOST_BYTES_PER_PAGE = 4 * 1024 * 1024
/** So many chunks are looked into at a start to see whose they are; the others are taken to be alike. */
const SAMPLES = 200
/** Where nothing is appended, what was delivered is forgotten after this long. */
const TRIM_WITHIN_MS = 250
/** After a failed commit another one is tried, a little later than that is allowed. */
const TRY_AGAIN_MS = 1_100
const MARK: LmdbKey = ['mark']

/** Opens (or makes) the spool in a folder. Rejects with `SpoolError` where it cannot be opened. */
export async function openSpool(settings: SpoolSettings): Promise<Spool> {
  const { directory, maxBytes, after = 0, now = Date.now } = settings
  const file = await openLmdbFile<Buffer>({ directory, now, encoding: 'binary' })
  const chunks = createChunkList()
  const limit = createSpoolLimit(maxBytes, chunks)
  const mark = await file.reading((db) => {
    for (const chunk of chunksIn(db)) chunks.add(chunk)
    return decodeMark(db.get(MARK))
  })
  const missing = Math.max(0, (mark?.held ?? 0) - chunks.messages())
  const knownLast = Math.max(mark?.last ?? 0, chunks.last())
  const isEmpty = chunks.messages() === 0
  let delivered = isEmpty ? Math.max(knownLast, after) : (mark?.delivered ?? chunks.first() - 1)
  let trimmed = delivered
  let last = Math.max(delivered, knownLast)
  // A failed commit's positions are not used again, whatever of it the disk may have kept.
  let next = Math.max(last, after) + 1
  let bytesOnTheWay = 0
  let atLimit: SpoolError | undefined
  const damaged = new Set<number>()
  let timer: NodeJS.Timeout | undefined
  let closed = false

  async function commit(added: readonly { chunk: Chunk; value: Buffer }[]): Promise<void> {
    let gone: Chunk[] = []
    let through = 0
    await file.commit((db) => {
      through = delivered
      gone = chunks.through(through)
      for (const chunk of gone) void db.remove(keyOf(chunk))
      for (const { chunk, value } of added) void db.put(keyOf(chunk), value)
      void db.put(MARK, encodeMark({ delivered, ...outlook(gone, added) }))
    })
    trimmed = through
    chunks.dropOldest(gone.length)
    for (const { chunk } of added) chunks.add(chunk)
    last = Math.max(last, chunks.last())
  }

  /** How far the positions go and how many messages are held once these are gone and added. */
  function outlook(gone: readonly Chunk[], added: readonly { chunk: Chunk }[]) {
    const ends = added.map(({ chunk }) => lastOf(chunk))
    const fewer = gone.reduce((sum, { count }) => sum + count, 0)
    const more = added.reduce((sum, { chunk }) => sum + chunk.count, 0)
    return { last: Math.max(last, ...ends), held: chunks.messages() - fewer + more }
  }

  function trimSoon(): void {
    commitIn(TRIM_WITHIN_MS, () => delivered > trimmed)
  }

  /** So that all is known to be well again although nobody sends anything. */
  function tryAgainSoon(): void {
    commitIn(TRY_AGAIN_MS, () => file.trouble() !== undefined)
  }

  function commitIn(ms: number, isNeeded: () => boolean): void {
    timer ??= setTimeout(() => {
      timer = undefined
      if (!closed && isNeeded()) commit([]).catch(tryAgainSoon)
    }, ms).unref()
  }

  return {
    async append(messages) {
      const first = next
      const added = toChunks(messages, first)
      const bytes = added.reduce((sum, { chunk }) => sum + chunk.bytes, 0)
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
      const messages: SpooledMessage[] = []
      let onwards = from
      let bytes = 0
      for (const chunk of chunks.from(from)) {
        decodeChunk(chunkValue(file.db(), chunk), chunk.count).forEach((message, index) => {
          const position = chunk.first + index
          if (position < from) return
          if (message) messages.push({ position, message })
          else damaged.add(position)
        })
        onwards = lastOf(chunk) + 1
        bytes += chunk.bytes
        if (messages.length >= most || bytes >= MOST_BYTES_PER_PAGE) break
      }
      return { messages, next: onwards }
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
    trouble: () => file.trouble() ?? (chunks.bytes() > maxBytes / 2 ? atLimit : undefined),
    backup: file.backup,

    async close() {
      closed = true
      clearTimeout(timer)
      if (delivered > trimmed) await commit([]).catch(() => undefined)
      await file.close()
    },
  }
}

/** What is on disk already, oldest first. */
function chunksIn(db: RootDatabase<Buffer, LmdbKey>): Chunk[] {
  const keys = [...db.getKeys({ start: ['chunk'], end: ['chunk', Infinity] })]
  const every = Math.ceil(keys.length / SAMPLES)
  let holders: Holders = new Map()
  return keys.map(([, first, count, bytes], index) => {
    const chunk = { first: Number(first), count: Number(count), bytes: Number(bytes), holders }
    if (index % every !== 0) return chunk
    const messages = decodeChunk(chunkValue(db, chunk), chunk.count)
    holders = holdersOf(messages.flatMap((message) => message ?? []))
    return { ...chunk, holders }
  })
}

/** First, count and size stand in the key, so that opening reads no messages. */
function keyOf({ first, count, bytes }: Omit<Chunk, 'holders'>): LmdbKey {
  return ['chunk', first, count, bytes]
}

/** Empty where lmdb cannot find its own pages any more: a damaged chunk like others. */
function chunkValue(db: RootDatabase<Buffer, LmdbKey>, chunk: Omit<Chunk, 'holders'>): Buffer {
  try {
    return db.get(keyOf(chunk)) ?? Buffer.alloc(0)
  } catch {
    return Buffer.alloc(0)
  }
}

function toChunks(messages: readonly RawMessage[], first: number) {
  const added: { chunk: Chunk; value: Buffer }[] = []
  for (let at = 0; at < messages.length; at += MESSAGES_PER_CHUNK) {
    const part = messages.slice(at, at + MESSAGES_PER_CHUNK)
    const value = encodeChunk(part)
    const holders = holdersOf(part)
    const chunk = { first: first + at, count: part.length, bytes: value.length, holders }
    added.push({ chunk, value })
  }
  return added
}
