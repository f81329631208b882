import { mkdir, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RootDatabase } from 'lmdb'
import { decodeChunk } from './chunk.js'
import type { Chunk } from './chunk-list.js'
import { type Lmdb, type LmdbKey, openLmdb } from './lmdb-file.js'
import { codeOf, explain, isLmdbError } from './lmdb-trouble.js'
import { decodeMark, type Mark } from './mark.js'
import { type Holders, holdersOf } from './shares.js'

/** The database of one segment. */
export type SegmentDb = RootDatabase<Buffer, LmdbKey>
/** What a segment held when it was opened. */
export type Found = { readonly chunks: readonly Chunk[]; readonly mark: Mark | undefined }

export const MARK: LmdbKey = ['mark']
/** Lies in the spool's own folder: all there was before there were segments. */
const FIRST = 0
/** So many chunks are looked into at a start to see whose they are; the others are taken to be alike. */
const SAMPLES = 50

/** The numbers of the segments in a spool's folder, oldest first; none where there is no folder. */
export async function segmentsIn(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch(async (error: unknown): Promise<string[]> => {
    if (codeOf(error) === 'ENOENT') return []
    throw await explain(error, folder)
  })
  const numbers = names.filter((name) => /^\d+$/.test(name)).map(Number)
  if (names.includes('data.mdb')) numbers.push(FIRST)
  return numbers.sort((a, b) => a - b)
}

/** Where a segment lies. */
export function folderOf(spool: string, segment: number): string {
  return segment === FIRST ? spool : join(spool, String(segment))
}

/** A segment with nothing in it; what a start that failed has left there goes. */
export async function makeSegment(spool: string, segment: number): Promise<Lmdb<Buffer>> {
  const directory = folderOf(spool, segment)
  try {
    await removeSegment(spool, segment)
    await mkdir(directory, { recursive: true })
  } catch (error) {
    throw await explain(error, spool)
  }
  return openLmdb<Buffer>({ directory, encoding: 'binary' })
}

/** Its file goes, and with it the room it took. */
export async function removeSegment(spool: string, segment: number): Promise<void> {
  if (segment !== FIRST) return rm(folderOf(spool, segment), { recursive: true, force: true })
  for (const file of ['data.mdb', 'lock.mdb']) await rm(join(spool, file), { force: true })
}

/** A new file survives a power cut once the folders that name it are on disk too. */
export async function syncFolders(spool: string, segment: number): Promise<void> {
  // Windows has no such call.
  if (process.platform === 'win32') return
  for (const folder of [folderOf(spool, segment), spool]) {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }
}

/** What is on disk already. */
export function foundIn(db: SegmentDb, segment: number): Found {
  return { chunks: chunksIn(db, segment), mark: decodeMark(db.get(MARK)) }
}

function chunksIn(db: SegmentDb, segment: number): Chunk[] {
  const keys = [...db.getKeys({ start: ['chunk'], end: ['chunk', Infinity] })]
  const every = Math.ceil(keys.length / SAMPLES)
  let holders: Holders = new Map()
  return keys.map(([, first, count, bytes], index) => {
    const size = { first: Number(first), count: Number(count), bytes: Number(bytes) }
    if (index % every === 0) {
      const messages = decodeChunk(chunkValue(db, size), size.count)
      holders = holdersOf(messages.flatMap((message) => message ?? []))
    }
    return { ...size, segment, holders }
  })
}

/** First, count and size stand in the key, so that opening reads no messages. */
export function keyOf({ first, count, bytes }: Pick<Chunk, 'first' | 'count' | 'bytes'>): LmdbKey {
  return ['chunk', first, count, bytes]
}

/** Empty where lmdb cannot find its own pages any more: a damaged chunk like others. */
export function chunkValue(db: SegmentDb, chunk: Pick<Chunk, 'first' | 'count' | 'bytes'>): Buffer {
  try {
    return db.get(keyOf(chunk)) ?? Buffer.alloc(0)
  } catch (error) {
    if (isLmdbError(codeOf(error))) return Buffer.alloc(0)
    throw error
  }
}
