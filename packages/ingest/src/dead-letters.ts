import type { RejectionReason } from '@bypuls/model'
import type { RootDatabase } from 'lmdb'
import { type LmdbKey, openLmdbFile } from './lmdb-file.js'
import { type Outcome, type Outcomes, outcomeAt } from './outcome.js'
import { MAX_PAYLOAD_BYTES } from './rejections.js'

/** A part of a message that could not be read, kept with the message's bytes. */
export type StoredLetter = {
  /** `<message>-<part>`. */
  readonly id: string
  readonly receivedAt: number
  readonly topic: string
  readonly organisation: string
  readonly device: string
  readonly reason: RejectionReason
  readonly detail: string
  readonly path: string | null
  readonly bytes: Uint8Array
}

/** Which letters, and from which page on; what is left out does not matter. */
export type LetterQuery = {
  readonly organisation?: string
  readonly device?: string
  readonly reason?: RejectionReason
  /** Epoch ms: only letters received since. */
  readonly from?: number
  readonly cursor?: string
  readonly limit: number
}

/** `next` is the cursor of the following page; null on the last. */
export type LetterPage = { readonly items: readonly StoredLetter[]; readonly next: string | null }

/** What could not be read, newest kept longest: a database of its own with a limit of its own. */
export type DeadLetters = {
  /** Resolves when every rejected part of the outcomes is on disk. Adding one again changes nothing. */
  add(outcomes: Outcomes): Promise<void>
  /** Newest first. A page may be short, even empty, and have a `next`: a scan stops after a while. */
  list(query: LetterQuery): LetterPage
  /** The highest position of a message that has a letter; 0 with none. */
  lastPosition(): number
  bytes(): number
  /** A copy as of now, while it goes on being written. */
  backup(directory: string): Promise<void>
  close(): Promise<void>
}

/** Where they lie and how long: by default 1 GiB or 30 days. */
export type DeadLetterSettings = {
  readonly directory: string
  readonly now: () => number
  readonly maxBytes?: number
  readonly maxAgeMs?: number
}

/** In order of time: which organisation's letter it is and what it takes. */
type Entry = { readonly organisation: string; readonly receivedAt: number; readonly bytes: number }

type NumberedLetter = {
  readonly position: number
  readonly part: number
  readonly letter: StoredLetter
}

const GIB = 1024 ** 3
const DAY_MS = 86_400_000
/** Around a letter's bytes and texts. */
const OVERHEAD_BYTES = 200
/** At most this many old letters go with one commit, and as many are looked at for one page. */
const DROPPED_AT_ONCE = 1_000
const SCANNED_AT_ONCE = 5_000
const TOTAL: LmdbKey = ['total']

/** Rejects with `SpoolError` where the folder cannot be used or the file in it is damaged. */
export async function openDeadLetters(settings: DeadLetterSettings): Promise<DeadLetters> {
  const { directory, now, maxBytes = GIB, maxAgeMs = 30 * DAY_MS } = settings
  const file = await openLmdbFile<StoredLetter | Entry | number>({
    directory,
    now,
    encoding: 'msgpack',
  })
  const known = await file.reading((db) => db.get(TOTAL))
  let total = typeof known === 'number' ? known : 0

  /** Oldest first until the rest fits and is young enough. */
  function dropOld(db: RootDatabase<StoredLetter | Entry | number, LmdbKey>): number {
    let dropped = 0
    for (const { key, value } of db.getRange({ ...ORDER, limit: DROPPED_AT_ONCE })) {
      if (!isEntry(value)) continue
      const old = value.receivedAt < now() - maxAgeMs
      if (!old && total - dropped <= maxBytes) break
      dropped += value.bytes
      void db.remove(key)
      void db.remove(['letter', value.organisation, ...key.slice(1)])
    }
    return dropped
  }

  async function put(letters: readonly NumberedLetter[]): Promise<void> {
    let change = 0
    await file.commit((db) => {
      change = -dropOld(db)
      for (const { position, part, letter } of letters) {
        const key = ['order', position, part]
        if (db.doesExist(key)) continue
        const { organisation, receivedAt } = letter
        const bytes = sizeOf(letter)
        change += bytes
        void db.put(key, { organisation, receivedAt, bytes })
        void db.put(['letter', organisation, position, part], letter)
      }
      void db.put(TOTAL, total + change)
    })
    total += change
  }

  // Also where nothing is added any more letters go in time; a full disk may wait with it.
  await put([]).catch(() => undefined)

  return {
    async add(outcomes) {
      const letters = [...outcomes.rejected.keys()].flatMap((index) =>
        toLetters(outcomeAt(outcomes, index)),
      )
      if (letters.length > 0) await put(letters)
    },

    list({ cursor, limit, ...query }) {
      const oldest = Math.max(query.from ?? 0, now() - maxAgeMs)
      const range = rangeOf(query.organisation, cursor)
      const items: StoredLetter[] = []
      let last: LmdbKey | undefined
      let scanned = 0
      for (const { key, value } of file.db().getRange(range)) {
        if (items.length === limit || scanned === SCANNED_AT_ONCE) {
          return { items, next: cursorOf(last) }
        }
        scanned += 1
        last = key
        const letter = isEntry(value)
          ? file.db().get(['letter', value.organisation, ...key.slice(1)])
          : value
        if (!isLetter(letter)) continue
        if (letter.receivedAt < oldest) return { items, next: null }
        if (matches(letter, query)) items.push(letter)
      }
      return { items, next: null }
    },

    lastPosition() {
      const [newest] = file.db().getKeys({ ...rangeOf(undefined, undefined), limit: 1 })
      return Number(newest?.[1] ?? 0)
    },
    bytes: () => total,
    backup: file.backup,
    close: () => file.close(),
  }
}

const ORDER: { start: LmdbKey; end: LmdbKey } = { start: ['order'], end: ['order', Infinity] }

/** Backwards from the cursor, over one organisation's letters or over all of them. */
function rangeOf(organisation: string | undefined, cursor: string | undefined) {
  const prefix: LmdbKey = organisation === undefined ? ['order'] : ['letter', organisation]
  const before = cursor === undefined ? [Infinity] : cursor.split('-').map(Number)
  return { start: [...prefix, ...before], end: prefix, reverse: true, exclusiveStart: true }
}

function cursorOf(key: LmdbKey | undefined): string | null {
  return key ? key.slice(-2).join('-') : null
}

function matches(letter: StoredLetter, query: Pick<LetterQuery, 'device' | 'reason'>): boolean {
  return (
    (query.device === undefined || query.device === letter.device) &&
    (query.reason === undefined || query.reason === letter.reason)
  )
}

function toLetters({ id, message, rejected }: Outcome): NumberedLetter[] {
  return rejected.map(({ reason, detail, path }, part) => ({
    position: Number(id),
    part,
    letter: {
      id: `${id}-${part}`,
      receivedAt: message.receivedAt,
      topic: message.topic,
      organisation: message.organisation,
      device: message.device,
      reason,
      detail,
      path: path ?? null,
      bytes: message.payload.subarray(0, MAX_PAYLOAD_BYTES),
    },
  }))
}

function sizeOf({ topic, detail, bytes }: StoredLetter): number {
  return OVERHEAD_BYTES + topic.length + detail.length + bytes.length
}

function isEntry(value: StoredLetter | Entry | number | undefined): value is Entry {
  return typeof value === 'object' && !('topic' in value)
}

function isLetter(value: StoredLetter | Entry | number | undefined): value is StoredLetter {
  return typeof value === 'object' && 'topic' in value
}
