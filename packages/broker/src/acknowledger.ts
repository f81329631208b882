import { pubacks } from './pubacks.js'
import type { Session } from './session.js'

/** Above so much that is not yet on disk, a connection's socket is not read. */
const HIGH_WATER = { messages: 4_096, bytes: 8 * 1024 * 1024 }
/** Above so much of all connections together, none is read: the memory that a slow disk can cost. */
const TOTAL_HIGH_WATER_BYTES = 96 * 1024 * 1024

/**
 * Writes acknowledgements when messages are on disk, and decides when a connection reads on.
 *
 * A commit ends hundreds of messages of one connection at once: their PUBACKs go out in one write.
 * aedes would write one by one, and before the message is anywhere but in memory.
 */
export function createAcknowledger() {
  let queue: Session[] = []
  let pending = 0
  let pendingBytes = 0
  /** Connections that wait for others' messages to be on disk. */
  const waiting = new Set<Session>()
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
    if (pendingBytes < TOTAL_HIGH_WATER_BYTES) {
      for (const session of waiting) enqueue(session)
      waiting.clear()
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
    const callbacks = session.held
    session.held = []
    for (const handled of callbacks) handled()
    if (session.blocked && mayRead(session)) conn.emit('readable') // aedes reads on
  }

  /** Whether a connection may be read further; if not, it is woken when it may. */
  function mayRead(session: Session): boolean {
    const isCrowded = pendingBytes >= TOTAL_HIGH_WATER_BYTES
    const isDeaf = session.client.conn.writableNeedDrain
    session.blocked = isCrowded || isDeaf || isFull(session)
    if (isCrowded) waiting.add(session)
    if (isDeaf) waitForDrain(session)
    return !session.blocked
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
    mayRead,

    /** A message was handed on; aedes is told that it is `handled` when its whole chunk is. */
    taken(session: Session, bytes: number, handled: (() => void) | null): void {
      pending += 1
      pendingBytes += bytes
      session.pending += 1
      session.pendingBytes += bytes
      if (handled === null) return
      session.held.push(handled)
      enqueue(session)
    },

    /** The message is on disk; `messageId` is null where nobody waits for a PUBACK. */
    settled(session: Session, bytes: number, messageId: number | null): void {
      pending -= 1
      pendingBytes -= bytes
      session.pending -= 1
      session.pendingBytes -= bytes
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

function isFull({ pending, pendingBytes }: Session): boolean {
  return pending >= HIGH_WATER.messages || pendingBytes >= HIGH_WATER.bytes
}
