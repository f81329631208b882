import type { Reading, Rejection } from '@bypuls/model'
import type { Outcome } from './outcome.js'
import { createTextTable, numberOf, type TextTable } from './text-table.js'

/**
 * The last messages of one device, one record after another in one piece of memory: as objects they
 * would be most of what a garbage collection moves.
 */
export type KeptMessages = {
  bytes: Buffer
  /** Where the oldest record begins, and where the newest ends. */
  begin: number
  end: number
  /** The rejected parts of each record, oldest first; few have any. */
  rejected: (readonly Rejection[])[]
  texts: TextTable
  /** With more texts the table is made anew, so that names which are gone take no room. */
  mostTexts: number
}

/** A message as it is kept: `bytes` is the whole length of its payload. */
export type KeptMessage = { readonly outcome: Outcome; readonly bytes: number }

/** A payload is kept up to here. */
const KEPT_PAYLOAD_BYTES = 2_048

/**
 * Where a record has its length, the message's number and arrival, the payload's length and how much of
 * it is kept, topic, format, and how many readings follow; the payload comes after these.
 */
const HEAD = { id: 4, receivedAt: 12, length: 20, kept: 24, topic: 28, format: 32, readings: 36 }
const HEAD_BYTES = 40
/** A reading: point and flag, instant, value. */
const READING = { suspect: 4, observedAt: 5, value: 13 }
const READING_BYTES = 21
const FIRST_BYTES = 512
const FEW_TEXTS = 1_000
const NO_FORMAT = ''
/** Shared, so that a message without fault leaves no object behind. */
const NOTHING: readonly Rejection[] = []
/** Records name nobody: they are all of one device. */
const NOBODY = { organisation: '', device: '' }

/** Nothing yet. */
export function createKeptMessages(): KeptMessages {
  const bytes = Buffer.allocUnsafeSlow(FIRST_BYTES)
  const texts = createTextTable()
  return { bytes, begin: 0, end: 0, rejected: [], texts, mostTexts: FEW_TEXTS }
}

/** Adds the newest; beyond `room` messages the oldest go. */
export function keep(kept: KeptMessages, outcome: Outcome, room: number): void {
  append(kept, { outcome, bytes: outcome.message.payload.length })
  while (kept.rejected.length > room) {
    kept.rejected.shift()
    kept.begin += kept.bytes.readUInt32LE(kept.begin)
  }
  if (kept.texts.texts.length > kept.mostTexts) refill(kept, (message) => message)
}

/** The same message with another outcome; nothing happens where it is no longer kept. */
export function keepInstead(kept: KeptMessages, outcome: Outcome): void {
  const bytes = outcome.message.payload.length
  refill(kept, (message) => (message.outcome.id === outcome.id ? { outcome, bytes } : message))
}

/** Oldest first. */
export function keptMessages(
  kept: KeptMessages,
  of: { readonly organisation: string; readonly device: string },
): KeptMessage[] {
  let at = kept.begin
  return kept.rejected.map((rejected) => {
    const message = read(kept, at, of, rejected)
    at += kept.bytes.readUInt32LE(at)
    return message
  })
}

function refill(kept: KeptMessages, change: (message: KeptMessage) => KeptMessage): void {
  const all = keptMessages(kept, NOBODY).map(change)
  Object.assign(kept, createKeptMessages())
  for (const message of all) append(kept, message)
  kept.mostTexts = FEW_TEXTS + 2 * kept.texts.texts.length
}

/** The message as it is kept, before it is. */
export function toKept(outcome: Outcome): KeptMessage {
  const { payload } = outcome.message
  const message = {
    ...outcome.message,
    payload: Uint8Array.from(payload.subarray(0, KEPT_PAYLOAD_BYTES)),
  }
  return { outcome: { ...outcome, message }, bytes: payload.length }
}

function append(kept: KeptMessages, { outcome, bytes }: KeptMessage): void {
  const { id, message, format, readings, rejected } = outcome
  const payload = message.payload.subarray(0, KEPT_PAYLOAD_BYTES)
  const size = HEAD_BYTES + READING_BYTES * readings.length + payload.length
  makeRoom(kept, size)
  const { bytes: to, end: start, texts } = kept
  to.writeUInt32LE(size, start)
  to.writeDoubleLE(Number(id), start + HEAD.id)
  to.writeDoubleLE(message.receivedAt, start + HEAD.receivedAt)
  to.writeUInt32LE(bytes, start + HEAD.length)
  to.writeUInt32LE(payload.length, start + HEAD.kept)
  to.writeUInt32LE(numberOf(texts, message.topic), start + HEAD.topic)
  to.writeUInt32LE(numberOf(texts, format ?? NO_FORMAT), start + HEAD.format)
  to.writeUInt32LE(readings.length, start + HEAD.readings)
  let at = start + HEAD_BYTES
  for (const { point, flag, observedAt, value } of readings) {
    to.writeUInt32LE(numberOf(texts, point), at)
    to[at + READING.suspect] = flag === 'suspect' ? 1 : 0
    to.writeDoubleLE(observedAt, at + READING.observedAt)
    to.writeDoubleLE(value, at + READING.value)
    at += READING_BYTES
  }
  to.set(payload, at)
  kept.end = start + size
  kept.rejected.push(rejected.length === 0 ? NOTHING : rejected)
}

/** Moves the records to the front where that frees enough to be worth it, else into more memory. */
function makeRoom(kept: KeptMessages, size: number): void {
  if (kept.end + size <= kept.bytes.length) return
  const used = kept.end - kept.begin
  const isEnough = used + size <= kept.bytes.length * 0.75
  const to = isEnough ? kept.bytes : Buffer.allocUnsafeSlow(2 * (used + size))
  kept.bytes.copy(to, 0, kept.begin, kept.end)
  kept.bytes = to
  kept.begin = 0
  kept.end = used
}

function read(
  { bytes: from, texts: { texts } }: KeptMessages,
  start: number,
  of: { readonly organisation: string; readonly device: string },
  rejected: readonly Rejection[],
): KeptMessage {
  const textAt = (at: number) => texts[from.readUInt32LE(at)] ?? ''
  const readings: Reading[] = []
  let at = start + HEAD_BYTES
  for (let left = from.readUInt32LE(start + HEAD.readings); left > 0; left -= 1) {
    readings.push({
      point: textAt(at),
      flag: from[at + READING.suspect] === 1 ? 'suspect' : 'good',
      observedAt: from.readDoubleLE(at + READING.observedAt),
      value: from.readDoubleLE(at + READING.value),
    })
    at += READING_BYTES
  }
  const payload = Uint8Array.from(from.subarray(at, at + from.readUInt32LE(start + HEAD.kept)))
  const receivedAt = from.readDoubleLE(start + HEAD.receivedAt)
  const outcome = {
    id: String(from.readDoubleLE(start + HEAD.id)),
    message: { ...of, topic: textAt(start + HEAD.topic), payload, receivedAt },
    format: textAt(start + HEAD.format) || null,
    readings,
    rejected,
  }
  return { outcome, bytes: from.readUInt32LE(start + HEAD.length) }
}
