import { z } from 'zod'
import { RejectionReason } from '../message.js'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { page, ZonedTime } from './shared.js'

export const RejectionOut = z.object({
  reason: RejectionReason,
  detail: z.string(),
  path: z.string().nullable(),
})

export const ReadingOut = z.object({
  point: PointId,
  observedAt: ZonedTime,
  value: z.number(),
  unit: z.string(),
  quality: Quality,
})

/**
 * A device's message (or refused attempt) and what became of it.
 * `refused`: the broker turned it away (wrong password, foreign topic) and `detail` says why.
 */
export const DeviceMessage = z
  .object({
    id: z.string(),
    receivedAt: ZonedTime,
    topic: z.string().nullable(),
    bytes: z.number().int(),
    /** The payload as text, cut at 2 kB; null where there was none. */
    payload: z.string().nullable(),
    outcome: z.enum(['stored', 'partly', 'rejected', 'refused']),
    format: z.string().nullable(),
    detail: z.string().nullable(),
    readings: z.array(ReadingOut),
    rejected: z.array(RejectionOut),
  })
  .meta({ id: 'DeviceMessage' })
export type DeviceMessage = z.output<typeof DeviceMessage>
export const DeviceMessageList = page(DeviceMessage).meta({ id: 'DeviceMessageList' })
export type DeviceMessageList = z.output<typeof DeviceMessageList>

/** A message, or a part of one, that could not be read; kept for 30 days or 1 GiB. */
export const DeadLetter = z
  .object({
    id: z.string(),
    receivedAt: ZonedTime,
    topic: z.string(),
    organisation: Slug.nullable(),
    device: z.string(),
    reason: RejectionReason,
    detail: z.string(),
    path: z.string().nullable(),
    /** The payload, base64. */
    bytes: z.string(),
  })
  .meta({ id: 'DeadLetter' })
export type DeadLetter = z.output<typeof DeadLetter>
export const DeadLetterList = page(DeadLetter).meta({ id: 'DeadLetterList' })
export type DeadLetterList = z.output<typeof DeadLetterList>
