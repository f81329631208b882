import { mkdir } from 'node:fs/promises'
import { open, type RootDatabase } from 'lmdb'
import { createCommits } from './commits.js'
import { codeOf, damaged, explain, isLmdbError } from './lmdb-trouble.js'
import { probe } from './probe.js'
import type { SpoolError } from './spool-error.js'

/** Ordered part by part. */
export type LmdbKey = (string | number)[]

/** Which file, and what its values are. */
export type LmdbSettings = {
  readonly directory: string
  readonly encoding: 'binary' | 'msgpack'
}

/** `now` is only for pausing after a failed commit. */
export type LmdbFileSettings = LmdbSettings & { readonly now: () => number }

/** An lmdb database whose commits are on disk when they resolve, and tell why when they fail. */
export type Lmdb<Value> = {
  readonly db: () => RootDatabase<Value, LmdbKey>
  /**
   * Makes all writes of the callback in one commit. Resolves when it is synced to disk; rejects with
   * `SpoolError`, and then nothing of it counts. Only one may run at a time.
   */
  commit(write: (db: RootDatabase<Value, LmdbKey>) => void): Promise<void>
  /** Reads what is needed at start; rejects with `SpoolError` and closes where the file is damaged. */
  reading<Found>(read: (db: RootDatabase<Value, LmdbKey>) => Found): Promise<Found>
  /** A copy as of now, while it goes on being written. */
  backup(directory: string): Promise<void>
  /** No commit may be running. */
  close(): Promise<void>
}

/** The same, with commits that wait for one another and for a disk that failed. */
export type LmdbFile<Value> = Lmdb<Value> & {
  /** Why the last commit failed; undefined while the disk takes what it is given. */
  trouble(): SpoolError | undefined
}

/** Rejects with `SpoolError` where the folder cannot be used or the file in it is damaged. */
export async function openLmdbFile<Value>(settings: LmdbFileSettings): Promise<LmdbFile<Value>> {
  await refuseDamaged([settings.directory])
  const lmdb = await openLmdb<Value>(settings)
  const commits = createCommits(settings.now)

  return {
    ...lmdb,
    commit: (write) => commits.run(() => lmdb.commit(write)),
    trouble: commits.trouble,
    async close() {
      await commits.idle()
      await lmdb.close()
    },
  }
}

/** Rejects with `SpoolError` where one of these folders has a damaged file. */
export async function refuseDamaged(directories: readonly string[]): Promise<void> {
  const found = await probe(directories)
  if (found) throw damaged(new Error(found.said), found.directory)
}

/** Of a file that `refuseDamaged` has seen. Rejects with `SpoolError` where it cannot be used. */
export async function openLmdb<Value>(settings: LmdbSettings): Promise<Lmdb<Value>> {
  const { directory } = settings
  let db = await openDatabase<Value>(settings)
  let isOpen = true
  let needsReopening = false

  async function reopen(): Promise<void> {
    if (isOpen) await db.close()
    isOpen = false
    db = await openDatabase<Value>(settings)
    isOpen = true
    needsReopening = false
  }

  return {
    db: () => db,
    async commit(write) {
      if (needsReopening) await reopen()
      try {
        // `batch` and no event-turn batching: of the latter's two promises one rejects unhandled.
        await db.batch(() => write(db))
      } catch (error) {
        const cause = await causeOf(error)
        needsReopening = isLmdbError(codeOf(cause))
        throw await explain(cause, directory)
      }
    },
    async reading(read) {
      try {
        return read(db)
      } catch (cause) {
        await db.close()
        throw damaged(cause, directory)
      }
    },
    async backup(target) {
      await mkdir(target, { recursive: true })
      await db.backup(target, true)
    },
    async close() {
      if (isOpen) await db.close()
      isOpen = false
    },
  }
}

/** For reading alone and at once, of a file that is known to be whole; throws as lmdb does. */
export function openLmdbForReading<Value>(settings: LmdbSettings): RootDatabase<Value, LmdbKey> {
  return open<Value, LmdbKey>({ ...optionsOf(settings), readOnly: true })
}

async function openDatabase<Value>(settings: LmdbSettings): Promise<RootDatabase<Value, LmdbKey>> {
  try {
    return open<Value, LmdbKey>(optionsOf(settings))
  } catch (cause) {
    if (isLmdbError(codeOf(cause))) throw damaged(cause, settings.directory)
    throw await explain(cause, settings.directory)
  }
}

/** Without `overlappingSync` a commit resolves after fdatasync, and a failing sync rejects it. */
function optionsOf({ directory, encoding }: LmdbSettings) {
  const safe = { overlappingSync: false, eventTurnBatching: false }
  return { path: directory, encoding, noSubdir: false, ...safe }
}

/** lmdb rejects a commit with a general error and keeps the reason in a promise of its own. */
async function causeOf(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || !('commitError' in error)) return error
  return Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  )
}
