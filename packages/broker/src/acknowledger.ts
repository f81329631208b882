import type { Session } from './session.js'

/** Above so many messages that are not yet on disk, a connection's socket is not read. */
const HIGH_WATER = 4_096

/**
 * Writes acknowledgements when messages are on disk, and decides when a connection reads on.
 *
 * A commit ends hundreds of messages of one connection at once: their PUBACKs go out in one write.
 * aedes would write one by one, and before the message is anywhere but in memory.
 */
export function createAcknowledger() {
  let queue: Session[] = []
  let pending = 0
  let whenIdle: (() => void)[] = []

  function enqueue(session: Session): void {
    if (session.queued) return
    session.queued = true
    if (queue.length === 0) process.nextTick(flushAll)
    queue.push(session)
  }

  function flushAll(): void {
    const sessions = queue
    queue = []
    for (const session of sessions) {
      session.queued = false
      if (!session.client.closed) flush(session)
    }
    if (pending > 0) return
    for (const resolve of whenIdle) resolve()
    whenIdle = []
  }

  function flush(session: Session): void {
    const { conn } = session.client
    if (session.acknowledge.length > 0) {
      conn.write(pubacks(session.acknowledge))
      session.acknowledge = []
    }
    if (conn.writableNeedDrain) {
      waitForDrain(session)
      return
    }
    if (session.held.length === 0 || session.pending >= HIGH_WATER) return
    const callbacks = session.held
    session.held = []
    for (const readOn of callbacks) readOn()
  }

  function waitForDrain(session: Session): void {
    if (session.draining) return
    session.draining = true
    session.client.conn.once('drain', () => {
      session.draining = false
      enqueue(session)
    })
  }

  return {
    /** A message was handed on; `readOn` is called once the connection may be read further. */
    taken(session: Session, readOn: (() => void) | null): void {
      pending += 1
      session.pending += 1
      if (readOn === null) return
      session.held.push(readOn)
      enqueue(session)
    },

    /** The message is on disk; `messageId` is null where nobody waits for a PUBACK. */
    settled(session: Session, messageId: number | null): void {
      pending -= 1
      session.pending -= 1
      if (messageId !== null) session.acknowledge.push(messageId)
      enqueue(session)
    },

    /** Resolves when every message handed on is on disk and acknowledged. */
    idle(): Promise<void> {
      if (pending === 0 && queue.length === 0) return Promise.resolve()
      return new Promise((resolve) => whenIdle.push(resolve))
    },
  }
}

export type Acknowledger = ReturnType<typeof createAcknowledger>

/** PUBACK packets, one after the other (MQTT 3.1.1, section 3.4). */
function pubacks(messageIds: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(messageIds.length * 4)
  let at = 0
  for (const id of messageIds) {
    bytes[at] = 0x40
    bytes[at + 1] = 0x02
    bytes[at + 2] = id >> 8
    bytes[at + 3] = id & 0xff
    at += 4
  }
  return bytes
}
