import type { Rejection } from './message.js'
import type { Result } from './result.js'

/** One value out of a message, before anybody knows which point it belongs to. */
export type Measurement = {
  /** Which device behind a source (a devEUI, a meter's number); absent for a device of its own. */
  readonly child?: string
  readonly field: string
  readonly value: number
  /** The unit as the payload or the format names it (UCUM); absent means the link's or the metric's. */
  readonly unit?: string
  /** Epoch ms UTC. */
  readonly observedAt: number
}

export type Payload = {
  readonly bytes: Uint8Array
  /** Epoch ms UTC; stands in where the payload has no time of its own. */
  readonly receivedAt: number
  /** The topic after `<organisation>/<device>/`. */
  readonly path: string
}

/** What a message held: its measurements, and the parts that could not be read, each with its reason. */
export type Decoded = {
  readonly measurements: readonly Measurement[]
  readonly rejected: readonly Rejection[]
}

export type DecoderExample = {
  readonly title: string
  readonly payload: Payload
  readonly expected: Result<Partial<Decoded>, Partial<Rejection>>
}

/** Bytes to measurements, pure and synchronous. A device names its format; nothing is guessed. */
export type Decoder = {
  readonly format: string
  /** What people read in a list of formats. */
  readonly title: string
  decode(payload: Payload): Result<Decoded, Rejection>
  readonly examples: readonly DecoderExample[]
}
