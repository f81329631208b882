import { crc32 } from 'node:zlib'
import type { RawMessage } from '@bypuls/model'

/** Crc of the table, then per message the end of its record and the record's crc. */
const TABLE_HEAD = 4
const TABLE_ENTRY = 8
/** receivedAt, then the lengths of organisation, device and topic; then these, then the payload. */
const RECORD_HEAD = 8 + 1 + 1 + 2

/**
 * Several messages in one value of the spool: a table of ends and CRC-32s with a CRC of its own, then
 * the records. Lengths are trusted only through the table, so a damaged payload can never pass for
 * another message, and a flipped byte in a record costs that record alone.
 */
export function encodeChunk(messages: readonly RawMessage[]): Buffer {
  const head = TABLE_HEAD + TABLE_ENTRY * messages.length
  const chunk = Buffer.allocUnsafeSlow(head + messages.reduce(addLargestSize, 0))
  let at = head
  messages.forEach((message, index) => {
    const start = at
    at = writeRecord(chunk, at, message)
    chunk.writeUInt32LE(at, TABLE_HEAD + TABLE_ENTRY * index)
    chunk.writeUInt32LE(crc32(chunk.subarray(start, at)), TABLE_HEAD + TABLE_ENTRY * index + 4)
  })
  chunk.writeUInt32LE(crc32(chunk.subarray(TABLE_HEAD, head)), 0)
  return chunk.subarray(0, at)
}

/** The messages of a chunk in order; undefined where one (or the table, hence all) is damaged. */
export function decodeChunk(chunk: Buffer, count: number): readonly (RawMessage | undefined)[] {
  const head = TABLE_HEAD + TABLE_ENTRY * count
  const whole =
    chunk.length >= head && crc32(chunk.subarray(TABLE_HEAD, head)) === chunk.readUInt32LE(0)
  if (!whole) return Array.from({ length: count }, () => undefined)

  let start = head
  return Array.from({ length: count }, (_, index) => {
    const end = chunk.readUInt32LE(TABLE_HEAD + TABLE_ENTRY * index)
    const record = chunk.subarray(start, end)
    start = end
    const crc = chunk.readUInt32LE(TABLE_HEAD + TABLE_ENTRY * index + 4)
    return crc32(record) === crc && record.length >= RECORD_HEAD ? readRecord(record) : undefined
  })
}

/** A UTF-16 code unit takes at most three bytes of UTF-8. */
function addLargestSize(sum: number, message: RawMessage): number {
  const letters = message.organisation.length + message.device.length + message.topic.length
  return sum + RECORD_HEAD + 3 * letters + message.payload.length
}

function writeRecord(chunk: Buffer, start: number, message: RawMessage): number {
  let at = start + RECORD_HEAD
  const organisation = chunk.write(message.organisation, at)
  at += organisation
  const device = chunk.write(message.device, at)
  at += device
  const topic = chunk.write(message.topic, at)
  at += topic
  chunk.set(message.payload, at)
  chunk.writeDoubleLE(message.receivedAt, start)
  chunk.writeUInt8(organisation, start + 8)
  chunk.writeUInt8(device, start + 9)
  chunk.writeUInt16LE(topic, start + 10)
  return at + message.payload.length
}

function readRecord(record: Buffer): RawMessage {
  const device = RECORD_HEAD + record.readUInt8(8)
  const topic = device + record.readUInt8(9)
  const payload = topic + record.readUInt16LE(10)
  return {
    organisation: record.toString('utf8', RECORD_HEAD, device),
    device: record.toString('utf8', device, topic),
    topic: record.toString('utf8', topic, payload),
    payload: record.subarray(payload),
    receivedAt: record.readDoubleLE(0),
  }
}
