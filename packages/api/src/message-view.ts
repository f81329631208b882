import type { LoggedMessage, Outcome } from '@bypuls/ingest'
import {
  type DeviceMessage,
  metricBySlug,
  pointParts,
  type ReadingOut,
  type RejectionOut,
  zonedIso,
} from '@bypuls/model'
import type { RegistryView } from '@bypuls/registry'
import type { z } from 'zod'

/** A payload is shown up to here. */
const SHOWN_BYTES = 2_048

/** A device's message, or refused attempt, and what became of it, as the wire has it. */
export function toDeviceMessage(logged: LoggedMessage, timezone: string): DeviceMessage {
  if (logged.kind === 'message') return toMessage(logged, timezone)
  const { id, refusal } = logged
  return {
    id,
    receivedAt: zonedIso(refusal.at, timezone),
    topic: refusal.topic,
    bytes: 0,
    payload: null,
    outcome: 'refused',
    format: null,
    detail: refusal.reason,
    readings: [],
    rejected: [],
  }
}

function toMessage(
  { outcome, bytes }: Extract<LoggedMessage, { kind: 'message' }>,
  timezone: string,
): DeviceMessage {
  const { message } = outcome
  return {
    id: outcome.id,
    receivedAt: zonedIso(message.receivedAt, timezone),
    topic: message.topic,
    bytes,
    payload: new TextDecoder().decode(message.payload.subarray(0, SHOWN_BYTES)),
    outcome: outcomeOf(outcome),
    format: outcome.format,
    detail: null,
    ...toVerdict(outcome, timezone),
  }
}

/** The readings that a message gave, and what of it could not be read. */
export function toVerdict(outcome: Outcome, timezone: string) {
  const readings: z.output<typeof ReadingOut>[] = outcome.readings.map((reading) => ({
    point: reading.point,
    observedAt: zonedIso(reading.observedAt, timezone),
    value: reading.value,
    unit: metricBySlug(pointParts(reading.point).metric)?.unit ?? '',
    quality: reading.flag,
  }))
  const rejected: z.output<typeof RejectionOut>[] = outcome.rejected.map((part) => ({
    reason: part.reason,
    detail: part.detail,
    path: part.path ?? null,
  }))
  return { readings, rejected }
}

function outcomeOf({ readings, rejected }: Outcome): DeviceMessage['outcome'] {
  if (rejected.length === 0) return 'stored'
  return readings.length === 0 ? 'rejected' : 'partly'
}

/** The zone of the site that a device measures at; UTC for one that measures nowhere yet. */
export function timezoneOfDevice(view: RegistryView, organisation: string, device: string): string {
  const link = view.devices.get(`${organisation}/${device}`)?.links[0]
  const site = link === undefined ? undefined : pointParts(link.point).site
  return view.sites.get(site ?? '')?.timezone ?? 'UTC'
}
