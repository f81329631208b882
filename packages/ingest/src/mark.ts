import { crc32 } from 'node:zlib'

/** What the spool last knew of itself; written with every commit. */
export type Mark = {
  /** The last position the store has. */
  readonly delivered: number
  /** The last position that is on disk. */
  readonly last: number
  /** How many messages are held. */
  readonly held: number
}

const NUMBERS_BYTES = 3 * 8

/** With a CRC-32: a flipped bit must not make messages forgotten. */
export function encodeMark({ delivered, last, held }: Mark): Buffer {
  const mark = Buffer.alloc(NUMBERS_BYTES + 4)
  mark.writeDoubleLE(delivered, 0)
  mark.writeDoubleLE(last, 8)
  mark.writeDoubleLE(held, 16)
  mark.writeUInt32LE(crc32(mark.subarray(0, NUMBERS_BYTES)), NUMBERS_BYTES)
  return mark
}

/** Undefined where there is none or it is damaged: then everything held counts as not delivered. */
export function decodeMark(mark: Buffer | undefined): Mark | undefined {
  if (mark?.length !== NUMBERS_BYTES + 4) return undefined
  const whole = crc32(mark.subarray(0, NUMBERS_BYTES)) === mark.readUInt32LE(NUMBERS_BYTES)
  if (!whole) return undefined
  return {
    delivered: mark.readDoubleLE(0),
    last: mark.readDoubleLE(8),
    held: mark.readDoubleLE(16),
  }
}
