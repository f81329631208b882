import type { Device, Measurement, RawMessage, Rejection } from '@bypuls/model'
import type { ReadyLink } from './link-index.js'

/** Larger payloads are not looked into. */
export const MAX_PAYLOAD_BYTES = 256 * 1024

export function unknownDevice({ organisation, device }: RawMessage): Rejection {
  return {
    reason: 'unknown-device',
    detail: `No device ${organisation}/${device} is registered; add it with "bypuls device add".`,
  }
}

export function tooLarge({ payload }: RawMessage): Rejection {
  return {
    reason: 'too-large',
    detail: `The payload has ${payload.length} bytes; at most ${MAX_PAYLOAD_BYTES} are read.`,
  }
}

export function unknownFormat({ format }: Device): Rejection {
  return {
    reason: 'unknown-format',
    detail: `The device's format "${format}" is not one of those known.`,
  }
}

export function notANumber({ field, value }: Measurement): Rejection {
  return {
    reason: 'not-a-number',
    detail: `${field} is ${value}, not a finite number.`,
    path: field,
  }
}

export function ancient({ field, observedAt }: Measurement, earliest: number): Rejection {
  const detail = `${field} was observed at ${time(observedAt)}; readings are kept from ${time(earliest)} on.`
  return { reason: 'ancient', detail, path: field }
}

export function future({ field, observedAt }: Measurement, latest: number): Rejection {
  const detail = `${field} was observed at ${time(observedAt)}, later than ${time(latest)}; check the device's clock.`
  return { reason: 'future', detail, path: field }
}

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

export function unitMismatch({ field }: Measurement, { metric }: ReadyLink, unit = ''): Rejection {
  const detail = `${field} came in "${unit}", which does not convert to ${metric.unit} of ${metric.slug}.`
  return { reason: 'unit-mismatch', detail, path: field }
}

/** ISO 8601, or the number itself where it is outside what a date can be. */
function time(epochMs: number): string {
  return Math.abs(epochMs) <= 8.64e15 ? new Date(epochMs).toISOString() : String(epochMs)
}
