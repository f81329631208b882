import { z } from 'zod'

/** Why a message, or a part of one, did not become a reading. A closed list. */
export const RejectionReason = z.enum([
  'unknown-device',
  'malformed',
  'too-large',
  'unknown-format',
  'unknown-field',
  'not-a-number',
  'unit-mismatch',
  'future',
  'ancient',
  'quota',
  'decoder-failed',
  'decoder-timeout',
  'store-refused',
])
export type RejectionReason = z.output<typeof RejectionReason>

/** What was wrong: the reason, a sentence with the value and what was expected, and where it stood. */
export type Rejection = {
  readonly reason: RejectionReason
  readonly detail: string
  /** The field or JSON path, where one can be named. */
  readonly path?: string
}

/**
 * One message as it came in, from a credential that the broker has checked.
 * `topic` is whole (`<organisation>/<device>/…`); `receivedAt` is epoch ms UTC.
 */
export type RawMessage = {
  readonly organisation: string
  readonly device: string
  readonly topic: string
  readonly payload: Uint8Array
  readonly receivedAt: number
}

/** The part of a topic that follows `<organisation>/<device>/`. */
export function topicPath(message: Pick<RawMessage, 'topic' | 'organisation' | 'device'>): string {
  return message.topic.slice(message.organisation.length + message.device.length + 2)
}
