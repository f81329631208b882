import type { Device, Measurement, RawMessage, Rejection } from '@bypuls/model'
import type { ReadyLink } from './link-index.js'

/** Larger payloads are not looked into. */
export const MAX_PAYLOAD_BYTES = 256 * 1024

/** Nobody is registered under the message's names. */
export function unknownDevice({ organisation, device }: RawMessage): Rejection {
  return {
    reason: 'unknown-device',
    detail: `No device ${organisation}/${device} is registered; add it with "bypuls device add".`,
  }
}

/** The payload is not looked into. */
export function tooLarge({ payload }: RawMessage): Rejection {
  return {
    reason: 'too-large',
    detail: `The payload has ${payload.length} bytes; at most ${MAX_PAYLOAD_BYTES} are read.`,
  }
}

/** The device names a format that no decoder reads. */
export function unknownFormat({ format }: Device): Rejection {
  return {
    reason: 'unknown-format',
    detail: `The device's format "${format}" is not one of those known.`,
  }
}

/** NaN or infinite, before or after conversion. */
export function notANumber({ field, value }: Measurement): Rejection {
  return {
    reason: 'not-a-number',
    detail: `${field} is ${value}, not a finite number.`,
    path: field,
  }
}

/** Observed before what is kept. */
export function ancient({ field, observedAt }: Measurement, earliest: number): Rejection {
  const detail = `${field} was observed at ${time(observedAt)}; readings are kept from ${time(earliest)} on.`
  return { reason: 'ancient', detail, path: field }
}

/** Observed later than a clock may be ahead. */
export function future({ field, observedAt }: Measurement, latest: number): Rejection {
  const detail = `${field} was observed at ${time(observedAt)}, later than ${time(latest)}; check the device's clock.`
  return { reason: 'future', detail, path: field }
}

/** No link says which point a field belongs to, at all or at that time. */
export function unknownField(
  { child, field, observedAt }: Measurement,
  links: readonly ReadyLink[] | undefined,
): Rejection {
  const name = child === undefined ? field : `${child}: ${field}`
  const detail = links
    ? `${name} is linked to no point at ${time(observedAt)}.`
    : `${name} is linked to no point.`
  return { reason: 'unknown-field', detail, path: field }
}

/** The unit does not measure what the metric does. */
export function unitMismatch({ field }: Measurement, { metric }: ReadyLink, unit = ''): Rejection {
  const detail = `${field} came in "${unit}", which does not convert to ${metric.unit} of ${metric.slug}.`
  return { reason: 'unit-mismatch', detail, path: field }
}

/** ISO 8601, or the number itself where it is outside what a date can be. */
function time(epochMs: number): string {
  return Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : String(epochMs)
}
