import { openLmdbForReading } from './lmdb-file.js'
import { folderOf, type SegmentDb } from './spool-segment.js'

/** Reads segments that are no longer written, and keeps at most one of them open. */
export type SegmentReader = {
  dbOf(segment: number): SegmentDb
  /** Closes it if it is open: what it has in memory goes. */
  leave(segment: number): void
  close(): void
}

/** None is open yet. */
export function createSegmentReader(spool: string): SegmentReader {
  let open: { readonly segment: number; readonly db: SegmentDb } | undefined

  function close(): void {
    open?.db.close().catch(() => undefined)
    open = undefined
  }

  return {
    dbOf(segment) {
      if (open?.segment === segment) return open.db
      close()
      const directory = folderOf(spool, segment)
      open = { segment, db: openLmdbForReading<Buffer>({ directory, encoding: 'binary' }) }
      return open.db
    },
    leave(segment) {
      if (open?.segment === segment) close()
    },
    close,
  }
}
