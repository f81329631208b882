import { mkdir, statfs } from 'node:fs/promises'
import { open, type RootDatabase } from 'lmdb'
import { probe } from './probe.js'
import { SpoolError } from './spool-error.js'

/** Ordered part by part. */
export type LmdbKey = (string | number)[]

/** `now` is only for pausing after a failed commit. */
export type LmdbFileSettings = {
  readonly directory: string
  readonly now: () => number
  readonly encoding: 'binary' | 'msgpack'
}

/** An lmdb database whose commits are on disk when they resolve, and tell why when they fail. */
export type LmdbFile<Value> = {
  readonly db: () => RootDatabase<Value, LmdbKey>
  /**
   * Makes all writes of the callback in one commit. Resolves when it is synced to disk; rejects with
   * `SpoolError`, and then nothing of it counts. One commit runs at a time, in the order asked.
   */
  commit(write: (db: RootDatabase<Value, LmdbKey>) => void): Promise<void>
  /** Reads what is needed at start; rejects with `SpoolError` and closes where the file is damaged. */
  reading<Found>(read: (db: RootDatabase<Value, LmdbKey>) => Found): Promise<Found>
  /** Why the last commit failed; undefined while the disk takes what it is given. */
  trouble(): SpoolError | undefined
  /** A copy as of now, while it goes on being written. */
  backup(directory: string): Promise<void>
  close(): Promise<void>
}

/** After a failed commit the disk is left alone for this long; what comes meanwhile fails at once. */
const REST_AFTER_FAILURE_MS = 1_000
/** A disk with less than this left is full: lmdb itself says only "Input/output error". */
const FULL_BELOW_BYTES = 1024 * 1024
/** lmdb's own errors are negative; after one of them only a fresh start of the database helps. */
const isLmdbError = (code: unknown): boolean => typeof code === 'number' && code < 0

/** Rejects with `SpoolError` where the folder cannot be used or the file in it is damaged. */
export async function openLmdbFile<Value>(settings: LmdbFileSettings): Promise<LmdbFile<Value>> {
  const { directory, now } = settings
  const broken = await probe(directory)
  if (broken !== undefined) throw damaged(new Error(broken), directory)
  let db = await openDatabase<Value>(settings)
  let trouble: SpoolError | undefined
  let restUntil = 0
  let needsReopening = false
  let queue: Promise<void> = Promise.resolve()

  async function commitNow(write: (db: RootDatabase<Value, LmdbKey>) => void): Promise<void> {
    if (trouble && now() < restUntil) throw trouble
    try {
      if (needsReopening) await reopen()
      // `batch` and no event-turn batching: of the latter's two promises one rejects unhandled.
      await db.batch(() => write(db))
      trouble = undefined
    } catch (error) {
      const cause = await causeOf(error)
      needsReopening = isLmdbError(codeOf(cause))
      trouble = await explain(cause, directory)
      restUntil = now() + REST_AFTER_FAILURE_MS
      throw trouble
    }
  }

  async function reopen(): Promise<void> {
    await db.close()
    db = await openDatabase<Value>(settings)
    needsReopening = false
  }

  return {
    db: () => db,
    commit(write) {
      const result = queue.then(() => commitNow(write))
      queue = result.catch(() => undefined)
      return result
    },
    async reading(read) {
      try {
        return read(db)
      } catch (cause) {
        await db.close()
        throw damaged(cause, directory)
      }
    },
    trouble: () => trouble,
    async backup(target) {
      await mkdir(target, { recursive: true })
      await db.backup(target, true)
    },
    async close() {
      await queue
      await db.close()
    },
  }
}

async function openDatabase<Value>({
  directory,
  encoding,
}: LmdbFileSettings): Promise<RootDatabase<Value, LmdbKey>> {
  try {
    // Without `overlappingSync` a commit resolves after fdatasync, and a failing sync rejects it.
    return open<Value, LmdbKey>({
      path: directory,
      encoding,
      noSubdir: false,
      overlappingSync: false,
      eventTurnBatching: false,
    })
  } catch (cause) {
    if (isLmdbError(codeOf(cause))) throw damaged(cause, directory)
    throw await explain(cause, directory)
  }
}

/** lmdb rejects a commit with a general error and keeps the reason in a promise of its own. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error
  return Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  )
}

function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

async function explain(cause: unknown, directory: string): Promise<SpoolError> {
  const free = await statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  )
  if (codeOf(cause) === 28 || (free !== undefined && free < FULL_BELOW_BYTES)) {
    const text = {
      cause: `The disk of ${directory} is full, so nothing more is accepted.`,
      remedy: 'Make room on it; what was acknowledged is kept and accepting goes on by itself.',
    }
    return new SpoolError('full', text, { cause })
  }
  const said = cause instanceof Error ? cause.message : String(cause)
  const text = {
    cause: `The disk of ${directory} failed (${said}), so nothing more is accepted.`,
    remedy: 'Check the disk and that the folder can be written; it is tried again every second.',
  }
  return new SpoolError('io', text, { cause })
}

function damaged(cause: unknown, directory: string): SpoolError {
  const said = cause instanceof Error ? cause.message : String(cause)
  const text = {
    cause: `The file data.mdb in ${directory} is damaged (${said}).`,
    remedy: 'Check the disk, then move that folder aside and start again: a new one is made.',
  }
  return new SpoolError('io', text, { cause })
}
