import {
  convert,
  type Decoded,
  type Decoder,
  type Device,
  fail,
  flagOf,
  type Measurement,
  type RawMessage,
  type Rejection,
  type Result,
  topicPath,
} from '@bypuls/model'
import { type LinkIndex, linkAt, linkIndex, NO_CHILD } from './link-index.js'
import type { Outcomes } from './outcome.js'
import { createOutcomes } from './outcomes.js'
import {
  ancient,
  future,
  MAX_PAYLOAD_BYTES,
  notANumber,
  tooLarge,
  unitMismatch,
  unknownDevice,
  unknownField,
  unknownFormat,
} from './rejections.js'
import type { SpooledMessage } from './spool.js'

/** Who the devices are and how their payloads are read. */
export type InterpretDeps = {
  readonly deviceOf: (organisation: string, device: string) => Device | undefined
  readonly decoderByFormat: (format: string) => Decoder | undefined
  /** Readings are kept this long, in ms; older ones are `ancient`. Absent: before the year 2000. */
  readonly retentionMs?: number
}

type Found = ReturnType<typeof createOutcomes>

/** A clock may be this far ahead. */
export const MAX_AHEAD_MS = 5 * 60_000
const YEAR_2000 = Date.UTC(2000, 0, 1)

/**
 * What each message means: device, decoder, point, unit, plausibility, in this order. Pure: the only
 * clock is each message's `receivedAt`. Every part of a message ends in `readings` or in `rejected`.
 */
export function interpret(messages: readonly SpooledMessage[], deps: InterpretDeps): Outcomes {
  const found = createOutcomes()
  for (const { position, message } of messages) {
    const device = deps.deviceOf(message.organisation, message.device)
    if (device) interpretOne(message, device, deps, found)
    else found.reject(unknownDevice(message))
    found.end(position, message, device?.format ?? null)
  }
  return found.outcomes
}

function interpretOne(message: RawMessage, device: Device, deps: InterpretDeps, to: Found): void {
  const decoded = decode(message, device, deps)
  if (!decoded.ok) {
    to.reject(decoded.problem)
    return
  }
  for (const rejection of decoded.value.rejected) to.reject(rejection)
  const links = linkIndex(device)
  const earliest =
    deps.retentionMs === undefined ? YEAR_2000 : message.receivedAt - deps.retentionMs
  const latest = message.receivedAt + MAX_AHEAD_MS
  for (const measurement of decoded.value.measurements) {
    const rejection = take(measurement, { links, earliest, latest }, to.readings)
    if (rejection !== null) to.reject(rejection)
  }
}

/** A decoder that throws has a fault, but its message must not stop all others, now and at each replay. */
function decode(
  message: RawMessage,
  device: Device,
  { decoderByFormat }: Pick<InterpretDeps, 'decoderByFormat'>,
): Result<Decoded, Rejection> {
  const { payload: bytes, receivedAt } = message
  if (bytes.length > MAX_PAYLOAD_BYTES) return fail(tooLarge(message))
  const decoder = decoderByFormat(device.format)
  if (!decoder) return fail(unknownFormat(device))
  try {
    return decoder.decode({ bytes, receivedAt, path: topicPath(message) })
  } catch (error) {
    const detail = `The decoder of ${decoder.format} failed: ${error instanceof Error ? error.message : error}`
    return fail({ reason: 'decoder-failed', detail })
  }
}

type Bounds = { readonly links: LinkIndex; readonly earliest: number; readonly latest: number }

/** Makes a reading of a measurement, or says why it is none. */
function take(
  measurement: Measurement,
  { links, earliest, latest }: Bounds,
  readings: Found['readings'],
): Rejection | null {
  const { child, field, value, observedAt } = measurement
  if (!Number.isFinite(value)) return notANumber(measurement)
  if (!(observedAt >= earliest)) return ancient(measurement, earliest)
  if (observedAt > latest) return future(measurement, latest)

  const linked = links.get(child ?? NO_CHILD)?.get(field)
  const ready = linkAt(linked, observedAt)
  if (!ready) return unknownField(measurement, linked)

  const unit = measurement.unit ?? ready.link.unit
  const converted = unit === undefined ? value : convert(value, unit, ready.metric.unit)
  if (converted === undefined) return unitMismatch(measurement, ready, unit)
  if (!Number.isFinite(converted)) return notANumber({ ...measurement, value: converted })
  const flag = flagOf(ready.metric, converted)
  readings.push(ready.point, Math.round(observedAt), converted, flag)
  return null
}
