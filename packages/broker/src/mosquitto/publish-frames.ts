/** The first byte of a PUBLISH (MQTT 5, section 3.3.1): its kind, then DUP, QoS and RETAIN. */
const KIND_BITS = 0xf0
const PUBLISH = 0x30
const QOS_BITS = 0x06
const QOS_1 = 0x02

/** In place of a length: its last byte has not come, or there are more than four (section 1.5.5). */
const INCOMPLETE = -1
const NO_LENGTH = -2
const MOST_LENGTH_BYTES = 4

export type FrameTaker = {
  /** Asked for each PUBLISH; while it says no, they pass like everything else. */
  readonly mayTake: () => boolean
  /** A PUBLISH of QoS 0 (without an id) or 1. The payload is a part of the chunk where it came in one. */
  readonly take: (topic: string, payload: Uint8Array, messageId: number | null) => void
  /** Whole frames that are not taken, as they came. */
  readonly pass: (bytes: Uint8Array) => void
}

/**
 * Takes the PUBLISH frames of QoS 0 and 1 out of a broker's MQTT 5 stream, in whatever chunks it comes;
 * everything else passes, all of it in the order in which it came. A PUBLISH without a topic (an alias
 * stands for it), or whose parts do not fit into its length, passes too; behind a length that is none
 * nothing can be told apart, and all passes.
 */
export function createFrameReader({ mayTake, take, pass }: FrameTaker): (chunk: Buffer) => void {
  /** What there is of a frame whose length has not come whole. */
  let head: Uint8Array | null = null
  /** A frame of which `filled` bytes have come: copied once each, however small the chunks. */
  let begun: Buffer | null = null
  let filled = 0
  let isBroken = false
  /** Where the number ends that was read last. */
  let behind = 0

  return function read(chunk) {
    if (isBroken) return pass(chunk)
    const bytes = head === null ? chunk : Buffer.concat([head, chunk])
    head = null
    if (begun === null) return takeApart(bytes, 0)
    const copied = bytes.copy(begun, filled)
    filled += copied
    if (filled < begun.length) return
    const whole = begun
    begun = null
    takeApart(whole, 0)
    takeApart(bytes, copied)
  }

  function takeApart(bytes: Buffer, from: number): void {
    let at = from
    let passFrom = from
    while (at < bytes.length) {
      const length = numberAt(bytes, at + 1, bytes.length)
      const bodyAt = behind
      const end = bodyAt + length
      if (length < 0 || end > bytes.length) break
      const payloadAt = payloadOf(bytes, at, bodyAt, end)
      if (payloadAt > 0 && mayTake()) {
        if (passFrom < at) pass(bytes.subarray(passFrom, at))
        passFrom = end
        const topicEnd = bodyAt + 2 + wordAt(bytes, bodyAt)
        const messageId = isQos1(bytes, at) ? wordAt(bytes, topicEnd) : null
        take(
          bytes.toString('utf8', bodyAt + 2, topicEnd),
          bytes.subarray(payloadAt, end),
          messageId,
        )
      }
      at = end
    }
    if (passFrom < at) pass(bytes.subarray(passFrom, at))
    if (at < bytes.length) keep(bytes, at)
  }

  /** The frame that begins there goes on in the next chunk. */
  function keep(bytes: Buffer, at: number): void {
    const length = numberAt(bytes, at + 1, bytes.length)
    if (length === INCOMPLETE) {
      head = bytes.subarray(at)
    } else if (length === NO_LENGTH) {
      isBroken = true
      pass(bytes.subarray(at))
    } else {
      begun = Buffer.allocUnsafeSlow(behind - at + length)
      filled = bytes.copy(begun, 0, at)
    }
  }

  /** Where the payload of a PUBLISH begins that may be taken; 0 for any other frame. */
  function payloadOf(bytes: Buffer, at: number, bodyAt: number, end: number): number {
    const first = bytes[at] ?? 0
    if ((first & KIND_BITS) !== PUBLISH || (first & QOS_BITS) > QOS_1) return 0
    const topicEnd = bodyAt + 2 + wordAt(bytes, bodyAt)
    if (topicEnd === bodyAt + 2) return 0
    const propertiesAt = topicEnd + (isQos1(bytes, at) ? 2 : 0)
    const length = numberAt(bytes, propertiesAt, end)
    const payloadAt = behind + length
    return length < 0 || payloadAt > end ? 0 : payloadAt
  }

  /** A variable byte integer that ends before `end`. */
  function numberAt(bytes: Buffer, at: number, end: number): number {
    const last = Math.min(end, at + MOST_LENGTH_BYTES)
    let number = 0
    let unit = 1
    for (behind = at; behind < last; unit *= 128) {
      const byte = bytes[behind] ?? 0
      behind += 1
      number += (byte & 0x7f) * unit
      if (byte < 0x80) return number
    }
    return last < at + MOST_LENGTH_BYTES ? INCOMPLETE : NO_LENGTH
  }
}

function isQos1(bytes: Buffer, at: number): boolean {
  return ((bytes[at] ?? 0) & QOS_BITS) === QOS_1
}

function wordAt(bytes: Buffer, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
}
