import { statfs } from 'node:fs/promises'
import { SpoolError } from './spool-error.js'

/** A disk with less than this left is full: lmdb itself says only "Input/output error". */
const FULL_BELOW_BYTES = 1024 * 1024

/** lmdb's own errors are negative; after one of them only a fresh start of the database helps. */
export const isLmdbError = (code: unknown): boolean => typeof code === 'number' && code < 0

/** What the system or lmdb calls it. */
export function codeOf(cause: unknown): unknown {
  return cause instanceof Error && 'code' in cause ? cause.code : undefined
}

/** Why a folder's disk took nothing: it is full, or it failed. */
export async function explain(cause: unknown, directory: string): Promise<SpoolError> {
  const free = await statfs(directory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => undefined,
  )
  const code = codeOf(cause)
  if (code === 28 || code === 'ENOSPC' || (free !== undefined && free < FULL_BELOW_BYTES)) {
    return diskFull(directory, cause)
  }
  const said = cause instanceof Error ? cause.message : String(cause)
  const text = {
    cause: `The disk of ${directory} failed (${said}), so nothing more is accepted.`,
    remedy: 'Check the disk and that the folder can be written; it is tried again every second.',
  }
  return new SpoolError('io', text, { cause })
}

/** There is no room, or too little to go on safely. */
export function diskFull(directory: string, cause?: unknown): SpoolError {
  const text = {
    cause: `The disk of ${directory} is full, so nothing more is accepted.`,
    remedy: 'Make room on it; what was acknowledged is kept and accepting goes on by itself.',
  }
  return new SpoolError('full', text, { cause })
}

/** A file that lmdb cannot read. */
export function damaged(cause: unknown, directory: string): SpoolError {
  const said = cause instanceof Error ? cause.message : String(cause)
  const text = {
    cause: `The file data.mdb in ${directory} is damaged (${said}).`,
    remedy: 'Check the disk, then move that file aside and start again: a new one is made.',
  }
  return new SpoolError('io', text, { cause })
}
