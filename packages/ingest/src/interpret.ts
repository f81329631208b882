import {
  convert,
  type Decoded,
  type Decoder,
  type Device,
  fail,
  flagOf,
  type Measurement,
  type RawMessage,
  type Reading,
  type Rejection,
  type Result,
  topicPath,
} from '@bypuls/model'
import { type LinkIndex, linkAt, linkIndex, NO_CHILD } from './link-index.js'
import type { Outcome } from './outcome.js'
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

/** A clock may be this far ahead. */
export const MAX_AHEAD_MS = 5 * 60_000
const YEAR_2000 = Date.UTC(2000, 0, 1)

/**
 * What each message means: device, decoder, point, unit, plausibility, in this order. Pure: the only
 * clock is each message's `receivedAt`. Every part of a message ends in `readings` or in `rejected`.
 */
export function interpret(messages: readonly SpooledMessage[], deps: InterpretDeps): Outcome[] {
  return messages.map((spooled) => interpretOne(spooled, deps))
}

function interpretOne({ position, message }: SpooledMessage, deps: InterpretDeps): Outcome {
  const id = String(position)
  const device = deps.deviceOf(message.organisation, message.device)
  if (!device) {
    return { id, message, format: null, readings: [], rejected: [unknownDevice(message)] }
  }
  const { format } = device
  const decoded = decode(message, device, deps)
  if (!decoded.ok) return { id, message, format, readings: [], rejected: [decoded.problem] }

  const readings: Reading[] = []
  const rejected: Rejection[] = decoded.value.rejected.slice()
  const earliest =
    deps.retentionMs === undefined ? YEAR_2000 : message.receivedAt - deps.retentionMs
  const latest = message.receivedAt + MAX_AHEAD_MS
  const index = linkIndex(device)
  for (const measurement of decoded.value.measurements) {
    const result = toReading(measurement, index, earliest, latest)
    if ('reason' in result) rejected.push(result)
    else readings.push(result)
  }
  return { id, message, format, readings, rejected }
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

function toReading(
  measurement: Measurement,
  index: LinkIndex,
  earliest: number,
  latest: number,
): Reading | Rejection {
  const { child, field, value, observedAt } = measurement
  if (!Number.isFinite(value)) return notANumber(measurement)
  if (!(observedAt >= earliest)) return ancient(measurement, earliest)
  if (observedAt > latest) return future(measurement, latest)

  const links = index.get(child ?? NO_CHILD)?.get(field)
  const ready = linkAt(links, observedAt)
  if (!ready) return unknownField(measurement, links)

  const unit = measurement.unit ?? ready.link.unit
  const converted = unit === undefined ? value : convert(value, unit, ready.metric.unit)
  if (converted === undefined) return unitMismatch(measurement, ready, unit)
  if (!Number.isFinite(converted)) return notANumber({ ...measurement, value: converted })
  return {
    point: ready.point,
    observedAt: Math.round(observedAt),
    value: converted,
    flag: flagOf(ready.metric, converted),
  }
}
