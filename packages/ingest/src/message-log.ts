import type { Refusal } from '@bypuls/broker'
import type { RawMessage } from '@bypuls/model'
import type { Outcome } from './outcome.js'

/** What came from a device lately: a message and its outcome, or what the broker turned away. */
export type LoggedMessage = LoggedOutcome | LoggedRefusal

/** What the broker turned away. */
export type LoggedRefusal = {
  readonly kind: 'refused'
  readonly id: string
  readonly refusal: Refusal
}

/** `outcome.message.payload` is cut at 2 kB; `bytes` is its whole length. */
export type LoggedOutcome = {
  readonly kind: 'message'
  readonly id: string
  readonly outcome: Outcome
  readonly bytes: number
}

/** The last messages of every device, for its owner and for `device tail`. */
export type MessageLog = {
  add(outcome: Outcome): void
  /** The same for many, in order. */
  addAll(outcomes: readonly Outcome[]): void
  /** The store refused a part of a message that was added before. */
  replace(outcome: Outcome): void
  addRefusal(refusal: Refusal): void
  /** Newest first. */
  list(organisation: string, device: string): readonly LoggedMessage[]
  /** Calls back for every message and refusal as it comes; returns the way to stop. */
  follow(listener: (message: LoggedMessage) => void): () => void
}

const PER_DEVICE = 50
/** What is kept in all: many devices keep fewer messages each, never fewer than two. */
const IN_ALL = 30_000
const MOST_DEVICES = 15_000
/** Names in refusals are whatever a client claims: they get little room, apart from the messages. */
const REFUSALS_PER_DEVICE = 10
const MOST_REFUSED = 500
/** A payload is kept up to here, in a copy: the broker's buffers are larger than the message. */
const KEPT_PAYLOAD_BYTES = 2_048

/**
 * A message as it is kept; what is shown of it is made when somebody asks. Nothing of it holds the
 * message's own payload, which lies in a larger buffer of the broker's.
 */
type Kept = Omit<Outcome, 'message'> & {
  readonly message: Omit<RawMessage, 'payload'>
  /** A letter per byte (latin1): a seventh of what a copy in bytes costs. */
  readonly payload: string
  readonly bytes: number
}

/** The last messages of every device, in memory only. */
export function createMessageLog(): MessageLog {
  const messages = createRings<Kept>(MOST_DEVICES)
  const refusals = createRings<LoggedRefusal>(MOST_REFUSED)
  const listeners = new Set<(message: LoggedMessage) => void>()
  let refused = 0

  function tell(logged: LoggedMessage): void {
    for (const listener of listeners) listener(logged)
  }

  function tellOf(kept: Kept): void {
    if (listeners.size > 0) tell(toLogged(kept))
  }

  function add(outcome: Outcome): void {
    const kept = toKept(outcome)
    const room = Math.max(2, Math.min(PER_DEVICE, Math.floor(IN_ALL / (messages.keys() + 1))))
    messages.add(keyOf(outcome.message.organisation, outcome.message.device), kept, room)
    tellOf(kept)
  }

  return {
    add,
    addAll(outcomes) {
      for (const outcome of outcomes) add(outcome)
    },
    replace(outcome) {
      const kept = toKept(outcome)
      messages.replace(keyOf(outcome.message.organisation, outcome.message.device), kept)
      tellOf(kept)
    },
    addRefusal(refusal) {
      refused += 1
      const logged = { kind: 'refused' as const, id: `r${refused}`, refusal }
      const key = keyOf(refusal.organisation ?? '', refusal.device ?? '')
      refusals.add(key, logged, REFUSALS_PER_DEVICE)
      tell(logged)
    },
    list(organisation, device) {
      const key = keyOf(organisation, device)
      const both: LoggedMessage[] = [...messages.of(key).map(toLogged), ...refusals.of(key)]
      return both.reverse().sort((a, b) => timeOf(b) - timeOf(a))
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** The last items per key; beyond `mostKeys` the key that was silent longest goes. */
function createRings<Item extends { readonly id: string }>(mostKeys: number) {
  const rings = new Map<string, { items: Item[]; room: number }>()
  let newest = ''
  return {
    add(key: string, item: Item, room: number): void {
      const ring = rings.get(key) ?? { items: [], room }
      ring.room = room
      ring.items.push(item)
      // Moving the rest down is shared by several.
      if (ring.items.length > room * 1.5) ring.items = ring.items.slice(-room)
      if (key === newest) return
      newest = key
      // Set anew, so that the map's order is that of the last message.
      rings.delete(key)
      rings.set(key, ring)
      const [silent] = rings.size > mostKeys ? rings.keys() : []
      if (silent !== undefined) rings.delete(silent)
    },
    replace(key: string, item: Item): void {
      const items = rings.get(key)?.items ?? []
      const index = items.findIndex(({ id }) => id === item.id)
      if (index >= 0) items[index] = item
    },
    of(key: string): readonly Item[] {
      const ring = rings.get(key)
      return ring === undefined ? [] : ring.items.slice(-ring.room)
    },
    keys: () => rings.size,
  }
}

function keyOf(organisation: string, device: string): string {
  return `${organisation}/${device}`
}

function toKept({ id, message, format, readings, rejected }: Outcome): Kept {
  const { organisation, device, topic, payload, receivedAt } = message
  const { buffer, byteOffset, length: bytes } = payload
  const start = Buffer.from(buffer, byteOffset, Math.min(bytes, KEPT_PAYLOAD_BYTES))
  const kept = { organisation, device, topic, receivedAt }
  return { id, message: kept, format, readings, rejected, payload: start.toString('latin1'), bytes }
}

function toLogged({ payload, bytes, message, ...outcome }: Kept): LoggedOutcome {
  const kept = { ...message, payload: new Uint8Array(Buffer.from(payload, 'latin1')) }
  return { kind: 'message', id: outcome.id, outcome: { ...outcome, message: kept }, bytes }
}

function timeOf(logged: LoggedMessage): number {
  return logged.kind === 'message' ? logged.outcome.message.receivedAt : logged.refusal.at
}
