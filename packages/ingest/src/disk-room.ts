import { statfs } from 'node:fs/promises'
import { diskFull } from './lmdb-trouble.js'
import type { SpoolError } from './spool-error.js'

/** Whether a disk has room for more. */
export type DiskRoom = {
  /** Looks, unless that was a moment ago; why nothing should be added, undefined while there is room. */
  look(): Promise<SpoolError | undefined>
  /** What the last look said. */
  trouble(): SpoolError | undefined
}

/**
 * So much stays free: on a disk that is really full lmdb cannot even note what was delivered, nothing
 * is removed that would make room, and its write of a new file's first pages may end the process.
 */
const RESERVE_BYTES = 8 * 1024 * 1024
const LOOK_EVERY_MS = 50

/** Of the disk that a folder is on. `now`: epoch ms. */
export function createDiskRoom(directory: string, now: () => number): DiskRoom {
  let lookedAt = Number.NEGATIVE_INFINITY
  let trouble: SpoolError | undefined

  return {
    async look() {
      if (Math.abs(now() - lookedAt) < LOOK_EVERY_MS) return trouble
      lookedAt = now()
      // A system that does not tell leaves it to the write itself.
      const disk = await statfs(directory).catch(() => undefined)
      const isFull = disk !== undefined && disk.bavail * disk.bsize < RESERVE_BYTES
      trouble = isFull ? diskFull(directory) : undefined
      return trouble
    },
    trouble: () => trouble,
  }
}
