import {
  convert,
  type Decoder,
  type Device,
  fail,
  flagOf,
  type Measurement,
  type RawMessage,
  type Reading,
  type Rejection,
  topicPath,
} from '@bypuls/model'
import { type LinkIndex, linkIndex, NO_CHILD } from './link-index.js'
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
  const nothing = (format: string | null, rejected: readonly Rejection[]): Outcome => ({
    id,
    message,
    format,
    readings: [],
    rejected,
  })

  const device = deps.deviceOf(message.organisation, message.device)
  if (!device) return nothing(null, [unknownDevice(message)])
  if (message.payload.length > MAX_PAYLOAD_BYTES) return nothing(device.format, [tooLarge(message)])
  const decoder = deps.decoderByFormat(device.format)
  if (!decoder) return nothing(device.format, [unknownFormat(device)])

  const decoded = decode(decoder, message)
  if (!decoded.ok) return nothing(device.format, [decoded.problem])

  const readings: Reading[] = []
  const rejected: Rejection[] = [...decoded.value.rejected]
  const earliest =
    deps.retentionMs === undefined ? YEAR_2000 : message.receivedAt - deps.retentionMs
  const latest = message.receivedAt + MAX_AHEAD_MS
  const index = linkIndex(device)
  for (const measurement of decoded.value.measurements) {
    const result = toReading(measurement, index, earliest, latest)
    if ('reason' in result) rejected.push(result)
    else readings.push(result)
  }
  return { id, message, format: device.format, readings, rejected }
}

/** A decoder that throws has a fault, but its message must not stop all others, now and at each replay. */
function decode(decoder: Decoder, message: RawMessage): ReturnType<Decoder['decode']> {
  const { payload, receivedAt } = message
  try {
    return decoder.decode({ bytes: payload, receivedAt, path: topicPath(message) })
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
  const ready = links?.find(
    ({ link }) => link.from <= observedAt && observedAt < (link.to ?? Infinity),
  )
  if (!ready) return unknownField(measurement, links)

  const unit = measurement.unit ?? ready.link.unit
  const converted = unit === undefined ? value : convert(value, unit, ready.metric.unit)
  if (converted === undefined) return unitMismatch(measurement, ready, unit)
  if (!Number.isFinite(converted)) return notANumber({ ...measurement, value: converted })
  return {
    point: ready.link.point,
    observedAt: Math.round(observedAt),
    value: converted,
    flag: flagOf(ready.metric, converted),
  }
}
