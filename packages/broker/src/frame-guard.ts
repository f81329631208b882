import type { Duplex } from 'node:stream'

/** An MQTT length has at most four bytes (MQTT 3.1.1, section 2.2.3). */
const MAX_LENGTH_BYTES = 4

/**
 * Follows the packets in a stream of bytes and says what is wrong when one is larger than `limit()`.
 *
 * aedes has no limit: it would collect a packet of 256 MB. Looks at the packets' heads only, which
 * costs some nanoseconds each. The problem is a sentence; null means: go on.
 */
export function createFrameGuard(limit: () => number) {
  let bodyLeft = 0
  /** 0: a packet's first byte comes next; otherwise the number of the length's byte that does. */
  let lengthByte = 0
  let length = 0

  return function problemIn(chunk: Uint8Array): string | null {
    let at = 0
    while (at < chunk.length) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - at)
        bodyLeft -= step
        at += step
        continue
      }
      const byte = chunk[at] ?? 0
      at += 1
      if (lengthByte === 0) {
        lengthByte = 1
        length = 0
        continue
      }
      length += (byte & 0x7f) * 128 ** (lengthByte - 1)
      if (byte < 0x80) {
        if (length > limit()) return `a packet of ${length} bytes; at most ${limit()} are taken`
        bodyLeft = length
        lengthByte = 0
      } else if (lengthByte === MAX_LENGTH_BYTES) {
        return 'a packet whose length has more than four bytes, which is not MQTT'
      } else {
        lengthByte += 1
      }
    }
    return null
  }
}

type Guard = {
  /** While it says no, bytes stay in the socket and the sender is held back; emit `readable` after. */
  readonly mayRead: () => boolean
  readonly limit: () => number
  readonly refuse: (why: string) => Error
}

/** Ends a connection at a packet that is too large, and holds back one that sends too fast. */
export function guardFrames(socket: Duplex, { mayRead, limit, refuse }: Guard): void {
  const problemIn = createFrameGuard(limit)
  const read = socket.read.bind(socket)
  // aedes takes its bytes by `read`, at each `readable`, whatever is still unanswered: this is where
  // they can be looked at without a copy, and kept back.
  socket.read = (size?: number): unknown => {
    if (!mayRead()) return null
    const chunk: unknown = read(size)
    const problem = chunk instanceof Uint8Array ? problemIn(chunk) : null
    if (problem === null) return chunk
    socket.destroy(refuse(problem))
    return null
  }
}
