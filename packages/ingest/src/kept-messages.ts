import type { Reading, Rejection } from '@bypuls/model'
import { type Outcome, type Outcomes, rejectedOf, startOf } from './outcome.js'
import { outcomesOf } from './outcomes.js'
import { createTextTable, numberOf, type TextTable } from './text-table.js'

/**
 * The last messages of one device, one record after another in one piece of memory: as objects they
 * would be most of what a garbage collection moves.
 */
export type KeptMessages = {
  bytes: Uint8Array
  /** The same bytes for numbers, which the engine reads and writes in place through it. */
  view: DataView
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
/** Records name nobody: they are all of one device. */
const NOBODY = { organisation: '', device: '' }

/** Nothing yet. */
export function createKeptMessages(): KeptMessages {
  const bytes = new Uint8Array(FIRST_BYTES)
  const texts = createTextTable()
  return { bytes, view: viewOf(bytes), begin: 0, end: 0, rejected: [], texts, mostTexts: FEW_TEXTS }
}

/** The same memory, for another device: new memory for each would be a collection of all, again and again. */
export function empty(kept: KeptMessages): KeptMessages {
  kept.begin = 0
  kept.end = 0
  kept.rejected = []
  kept.texts = createTextTable()
  kept.mostTexts = FEW_TEXTS
  return kept
}

/** Adds one of the outcomes as the newest; beyond `room` messages the oldest go. */
export function keep(kept: KeptMessages, outcomes: Outcomes, index: number, room: number): void {
  append(kept, outcomes, index, outcomes.messages[index]?.payload.length ?? 0)
  while (kept.rejected.length > room) {
    kept.rejected.shift()
    kept.begin += kept.view.getUint32(kept.begin)
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
    at += kept.view.getUint32(at)
    return message
  })
}

function refill(kept: KeptMessages, change: (message: KeptMessage) => KeptMessage): void {
  const all = keptMessages(kept, NOBODY).map(change)
  Object.assign(kept, createKeptMessages())
  for (const { outcome, bytes } of all) append(kept, outcomesOf([outcome]), 0, bytes)
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

function append(kept: KeptMessages, outcomes: Outcomes, index: number, bytes: number): void {
  const message = outcomes.messages[index]
  if (message === undefined) return
  const { readings, positions, formats, ends } = outcomes
  const first = startOf(outcomes, index)
  const count = (ends[index] ?? first) - first
  const isShort = message.payload.length <= KEPT_PAYLOAD_BYTES
  const payload = isShort ? message.payload : message.payload.subarray(0, KEPT_PAYLOAD_BYTES)
  const size = HEAD_BYTES + READING_BYTES * count + payload.length
  makeRoom(kept, size)
  const { bytes: to, view, end: start, texts } = kept
  view.setUint32(start, size)
  view.setFloat64(start + HEAD.id, positions[index] ?? 0)
  view.setFloat64(start + HEAD.receivedAt, message.receivedAt)
  view.setUint32(start + HEAD.length, bytes)
  view.setUint32(start + HEAD.kept, payload.length)
  view.setUint32(start + HEAD.topic, numberOf(texts, message.topic))
  view.setUint32(start + HEAD.format, numberOf(texts, formats[index] ?? NO_FORMAT))
  view.setUint32(start + HEAD.readings, count)
  let at = start + HEAD_BYTES
  for (let row = first; row < first + count; row += 1) {
    view.setUint32(at, numberOf(texts, readings.points[row] ?? ''))
    view.setUint8(at + READING.suspect, readings.flag[row] === 'suspect' ? 1 : 0)
    view.setFloat64(at + READING.observedAt, readings.observedAt[row] ?? 0)
    view.setFloat64(at + READING.value, readings.value[row] ?? 0)
    at += READING_BYTES
  }
  to.set(payload, at)
  kept.end = start + size
  kept.rejected.push(rejectedOf(outcomes, index))
}

/** Moves the records to the front where that frees enough to be worth it, else into more memory. */
function makeRoom(kept: KeptMessages, size: number): void {
  const { bytes, begin, end } = kept
  if (end + size <= bytes.length) return
  const used = end - begin
  if (used + size > bytes.length * 0.75) {
    kept.bytes = new Uint8Array(2 * (used + size))
    kept.view = viewOf(kept.bytes)
  }
  kept.bytes.set(bytes.subarray(begin, end))
  kept.begin = 0
  kept.end = used
}

function read(
  { bytes, view: from, texts: { texts } }: KeptMessages,
  start: number,
  of: { readonly organisation: string; readonly device: string },
  rejected: readonly Rejection[],
): KeptMessage {
  const textAt = (at: number) => texts[from.getUint32(at)] ?? ''
  const readings: Reading[] = []
  let at = start + HEAD_BYTES
  for (let left = from.getUint32(start + HEAD.readings); left > 0; left -= 1) {
    readings.push({
      point: textAt(at),
      flag: from.getUint8(at + READING.suspect) === 1 ? 'suspect' : 'good',
      observedAt: from.getFloat64(at + READING.observedAt),
      value: from.getFloat64(at + READING.value),
    })
    at += READING_BYTES
  }
  const payload = bytes.slice(at, at + from.getUint32(start + HEAD.kept))
  const receivedAt = from.getFloat64(start + HEAD.receivedAt)
  const outcome = {
    id: String(from.getFloat64(start + HEAD.id)),
    message: { ...of, topic: textAt(start + HEAD.topic), payload, receivedAt },
    format: textAt(start + HEAD.format) || null,
    readings,
    rejected,
  }
  return { outcome, bytes: from.getUint32(start + HEAD.length) }
}

function viewOf({ buffer }: Uint8Array): DataView {
  return new DataView(buffer)
}
