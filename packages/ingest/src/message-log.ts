import type { Refusal } from '@bypuls/broker'
import type { RawMessage } from '@bypuls/model'
import { LRUCache } from 'lru-cache'
import {
  createKeptMessages,
  empty,
  type KeptMessage,
  keep,
  keepInstead,
  keptMessages,
  toKept,
} from './kept-messages.js'
import { type Outcome, type Outcomes, outcomeAt } from './outcome.js'

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
  addAll(outcomes: Outcomes): void
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

/** The last messages of every device, in memory only. */
export function createMessageLog(): MessageLog {
  const messages = createByKey(MOST_DEVICES, { create: createKeptMessages, empty })
  const refusals = createByKey<LoggedRefusal[]>(MOST_REFUSED, { create: () => [], empty: () => [] })
  const listeners = new Set<(message: LoggedMessage) => void>()
  let refused = 0

  function tell(logged: LoggedMessage): void {
    for (const listener of listeners) listener(logged)
  }

  function tellOf(outcome: Outcome): void {
    if (listeners.size > 0) tell(toLogged(toKept(outcome)))
  }

  return {
    addAll(outcomes) {
      for (const [index, message] of outcomes.messages.entries()) {
        const room = Math.max(2, Math.min(PER_DEVICE, Math.floor(IN_ALL / (messages.size() + 1))))
        keep(messages.latest(keyOf(message)), outcomes, index, room)
        if (listeners.size > 0) tellOf(outcomeAt(outcomes, index))
      }
    },
    replace(outcome) {
      const kept = messages.get(keyOf(outcome.message))
      if (kept !== undefined) keepInstead(kept, outcome)
      tellOf(outcome)
    },
    addRefusal(refusal) {
      refused += 1
      const logged = { kind: 'refused' as const, id: `r${refused}`, refusal }
      const { organisation, device } = refusal
      const kept = refusals.latest(
        keyOf({ organisation: organisation ?? '', device: device ?? '' }),
      )
      kept.push(logged)
      if (kept.length > REFUSALS_PER_DEVICE) kept.shift()
      tell(logged)
    },
    list(organisation, device) {
      const key = keyOf({ organisation, device })
      const kept = messages.get(key)
      const known = kept === undefined ? [] : keptMessages(kept, { organisation, device })
      const both = [...known.map(toLogged), ...(refusals.get(key) ?? [])]
      return both.reverse().sort((a, b) => timeOf(b) - timeOf(a))
    },
    follow(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** How something that is kept begins, and how one that is not needed any more begins anew. */
type Making<Kept> = { readonly create: () => Kept; readonly empty: (kept: Kept) => Kept }

/** What is kept per key; beyond `max` keys the one that was silent longest gives its place to the new one. */
function createByKey<Kept extends object>(max: number, { create, empty }: Making<Kept>) {
  const byKey = new LRUCache<string, Kept>({ max })

  function begin(): Kept {
    const silent = byKey.size < max ? undefined : byKey.pop()
    return silent === undefined ? create() : empty(silent)
  }

  return {
    get: (key: string): Kept | undefined => byKey.peek(key),
    /** Makes the key the last to go. */
    latest(key: string): Kept {
      const known = byKey.get(key)
      if (known !== undefined) return known
      const kept = begin()
      byKey.set(key, kept)
      return kept
    },
    size: () => byKey.size,
  }
}

function keyOf({ organisation, device }: Pick<RawMessage, 'organisation' | 'device'>): string {
  return `${organisation}/${device}`
}

function toLogged({ outcome, bytes }: KeptMessage): LoggedOutcome {
  return { kind: 'message', id: outcome.id, outcome, bytes }
}

function timeOf(logged: LoggedMessage): number {
  return logged.kind === 'message' ? logged.outcome.message.receivedAt : logged.refusal.at
}
