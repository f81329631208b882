import type { Payload } from '@bypuls/model'

/** 2026-11-23T06:00:30Z, when every example's message came in. */
export const EXAMPLE_RECEIVED_AT = 1_795_413_630_000

/** The payload of an example, from text. */
export function text(content: string, path = 'up'): Payload {
  return { bytes: new TextEncoder().encode(content), receivedAt: EXAMPLE_RECEIVED_AT, path }
}
