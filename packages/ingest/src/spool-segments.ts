import { copyFile, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Chunk } from './chunk-list.js'
import { type Lmdb, openLmdb, refuseDamaged } from './lmdb-file.js'
import { createSegmentReader } from './spool-reader.js'
import {
  chunkValue,
  type Found,
  folderOf,
  foundIn,
  makeSegment,
  removeSegment,
  type SegmentDb,
  segmentsIn,
  syncFolders,
} from './spool-segment.js'

/** Where they lie, and what one holds before the next is begun. */
export type SegmentsSettings = { readonly directory: string; readonly segmentBytes: number }

/** What one commit writes, into the segment that it is told. */
export type SegmentWrite = (db: SegmentDb, segment: number) => void

/**
 * The spool's files, numbered as they were begun. Only the newest is written; of the others at most
 * one is open, while it is read: lmdb keeps what was read of a file in memory until it is closed.
 */
export type Segments = {
  /** What they held when they were opened, oldest first. */
  readonly found: readonly Found[]
  /**
   * One commit that adds so many bytes: into the newest, or where that is full into a new one. Resolves
   * when it is synced to disk; rejects with `SpoolError`, and then nothing of it counts. Only one may
   * run at a time.
   */
  commit(bytes: number, write: SegmentWrite): Promise<void>
  /** A commit has taken so many bytes out of a segment: their room is used again. */
  freed(segment: number, bytes: number): void
  /** A chunk's value; empty where lmdb cannot find it. */
  value(chunk: Chunk): Buffer
  /** Nothing before this segment is needed any more, and a commit has said so. */
  removeBefore(segment: number): void
  /** A copy as of now, while they go on being written. */
  backup(directory: string): Promise<void>
  /** No commit may be running. */
  close(): Promise<void>
}

/** Opens what is in a folder, or makes the first. Rejects with `SpoolError`. */
export async function openSegments(settings: SegmentsSettings): Promise<Segments> {
  const { directory, segmentBytes } = settings
  const opened = await openAll(settings)
  const reader = createSegmentReader(directory)
  let { numbers, newest } = opened
  /** What is done to files that are no longer written, one thing after another. */
  let tidying: Promise<void> = Promise.resolve()
  const leaving = new Set<number>()

  function tidy(work: () => Promise<void>): Promise<void> {
    const result = tidying.then(work)
    // What cannot be removed now is removed after the next start.
    tidying = result.catch(() => undefined)
    return result
  }

  /** The commit makes it: until then the one before it is the newest. */
  async function begin(write: SegmentWrite): Promise<void> {
    const segment = newest.segment + 1
    const file = await makeSegment(directory, segment)
    try {
      await file.commit((db) => write(db, segment))
      await syncFolders(directory, segment)
    } catch (error) {
      await file.close()
      await removeSegment(directory, segment).catch(() => undefined)
      throw error
    }
    tidy(newest.file.close).catch(() => undefined)
    newest = { segment, file, bytes: 0 }
    numbers = [...numbers, segment]
  }

  async function remove(segment: number): Promise<void> {
    reader.leave(segment)
    await removeSegment(directory, segment)
    numbers = numbers.filter((number) => number !== segment)
  }

  async function copyAll(target: string): Promise<void> {
    // Is written while this runs; if it gets full it is closed after this.
    const { segment: last, file } = newest
    for (const segment of numbers.filter((number) => number < last)) {
      const [from, to] = [folderOf(directory, segment), folderOf(target, segment)]
      await mkdir(to, { recursive: true })
      await copyFile(join(from, 'data.mdb'), join(to, 'data.mdb'))
    }
    await file.backup(folderOf(target, last))
  }

  return {
    found: opened.found,
    async commit(bytes, write) {
      if (bytes > 0 && newest.bytes >= segmentBytes) await begin(write)
      else await newest.file.commit((db) => write(db, newest.segment))
      newest.bytes += bytes
    },
    freed(segment, bytes) {
      if (segment === newest.segment) newest.bytes -= bytes
    },
    value(chunk) {
      const isNewest = chunk.segment === newest.segment
      return chunkValue(isNewest ? newest.file.db() : reader.dbOf(chunk.segment), chunk)
    },
    removeBefore(segment) {
      const end = Math.min(segment, newest.segment)
      for (const number of numbers) {
        if (number >= end || leaving.has(number)) continue
        leaving.add(number)
        tidy(() => remove(number)).catch(() => undefined)
      }
    },
    backup: (target) => tidy(() => copyAll(target)),
    async close() {
      await tidying
      reader.close()
      await newest.file.close()
    },
  }
}

type Newest = { readonly segment: number; readonly file: Lmdb<Buffer>; bytes: number }

async function openAll({ directory, segmentBytes }: SegmentsSettings) {
  const numbers = await segmentsIn(directory)
  await refuseDamaged(numbers.map((number) => folderOf(directory, number)))
  const found: Found[] = []
  for (const segment of numbers.slice(0, -1)) {
    const file = await open(directory, segment)
    found.push(await file.reading((db) => foundIn(db, segment)))
    await file.close()
  }
  const segment = numbers.at(-1) ?? 1
  const file = numbers.length > 0 ? await open(directory, segment) : await makeSegment(directory, 1)
  const { chunks, mark } = await file.reading((db) => foundIn(db, segment))
  found.push({ chunks, mark })
  const held = chunks.reduce((sum, { bytes }) => sum + bytes, 0)
  // A file that has grown to far more is not written again: lmdb makes no file smaller.
  const { size } = await stat(join(folderOf(directory, segment), 'data.mdb'))
  const newest: Newest = { segment, file, bytes: Math.max(held, size - segmentBytes) }
  return { numbers: numbers.length > 0 ? numbers : [segment], found, newest }
}

function open(directory: string, segment: number): Promise<Lmdb<Buffer>> {
  return openLmdb<Buffer>({ directory: folderOf(directory, segment), encoding: 'binary' })
}
