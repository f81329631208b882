import { crc32 } from 'node:zlib'

const POSITION_BYTES = 8

/** How far the store has everything, with a CRC-32: a flipped bit must not make messages forgotten. */
export function encodeMark(position: number): Buffer {
  const mark = Buffer.alloc(POSITION_BYTES + 4)
  mark.writeDoubleLE(position, 0)
  mark.writeUInt32LE(crc32(mark.subarray(0, POSITION_BYTES)), POSITION_BYTES)
  return mark
}

/** Undefined where there is none or it is damaged: then everything held counts as not delivered. */
export function decodeMark(mark: Buffer | undefined): number | undefined {
  if (mark?.length !== POSITION_BYTES + 4) return undefined
  const whole = crc32(mark.subarray(0, POSITION_BYTES)) === mark.readUInt32LE(POSITION_BYTES)
  return whole ? mark.readDoubleLE(0) : undefined
}
