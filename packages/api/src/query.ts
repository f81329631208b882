import { isTimezone, resolveTime, View } from '@bypuls/model'
import { z } from 'zod'
import { badRequest } from './problem.js'

/** A time as `resolveTime` reads it; which instant it is, the site's zone decides later. */
export const Time = z
  .string()
  .max(64)
  .superRefine((text, context) => {
    const time = resolveTime(text, { now: 0, timezone: 'UTC' })
    if (!time.ok) context.addIssue({ code: 'custom', message: time.problem })
  })

const TimeZone = z
  .string()
  .max(64)
  .refine((text) => isTimezone(text), 'expected an IANA zone such as Europe/Copenhagen')
  .meta({ description: 'Of local dates, windows and answered times; default: the site’s.' })

const TIME_TEXT = 'ISO 8601 with offset or Z, a local date, or relative (`-24h`, `now`)'

/** What every question about a span of time takes. */
export const rangeQuery = {
  from: Time.default('-24h').meta({ description: `Start, inclusive: ${TIME_TEXT}.` }),
  to: Time.default('now').meta({ description: 'End, exclusive.' }),
  timezone: TimeZone.optional(),
}

export const timezoneQuery = { timezone: TimeZone.optional() }

export const viewQuery = {
  view: View.default('corrected').meta({
    description:
      '`raw`: as it arrived; `checked`: suspect ones marked; `corrected`: resets and swaps too.',
  }),
}

export type RangeInput = {
  readonly from: string
  readonly to: string
  readonly timezone?: string | undefined
}

export type Range = { readonly from: number; readonly to: number; readonly timezone: string }

/** The instants of a span in the asked zone, else the site's. */
export function toRange(query: RangeInput, siteTimezone: string, now: number): Range {
  const timezone = query.timezone ?? siteTimezone
  const from = instant(query.from, 'from', { now, timezone })
  const to = instant(query.to, 'to', { now, timezone })
  if (from >= to) throw badRequest([{ path: 'from', message: '`from` must be before `to`' }])
  return { from, to, timezone }
}

export function instant(
  text: string,
  path: string,
  at: { readonly now: number; readonly timezone: string },
): number {
  const time = resolveTime(text, at)
  if (!time.ok) throw badRequest([{ path, message: time.problem }])
  return time.value
}
