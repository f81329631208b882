import { z } from 'zod'
import { Slug } from '../names.js'
import { Quality } from '../quality.js'
import { CarrierEnergy, EnergyTotal, FactorUsed } from './energy.js'
import { AirLevel, Pollutant } from './environment.js'
import { CategoryShares } from './indoor.js'
import { Coverage, PointState, StripCell, ZonedTime } from './shared.js'
import { StateCounts } from './sites.js'

/** A sum over several points in a window; `of` tells how many of them had a value. */
const Sparkpoint = z.object({ start: ZonedTime, value: z.number().nullable() })

export const SiteSummary = z
  .object({
    site: Slug,
    /** The instant the summary is for: now, or a historical site's newest reading. */
    at: ZonedTime,
    state: PointState,
    newestAt: ZonedTime.nullable(),
    counts: StateCounts,
    /** Electric power now, W: the sum of the site's `electricity-power` (and street lights). */
    power: z
      .object({
        value: z.number().nullable(),
        observedAt: ZonedTime.nullable(),
        quality: Quality,
        state: PointState,
        points: z.array(z.string()),
        /** Means of 30 minutes since local midnight, and of the whole same day a week before. */
        today: z.array(Sparkpoint),
        weekBefore: z.array(Sparkpoint),
      })
      .nullable(),
    /** Since local midnight, and the same span a week earlier. */
    energy: z
      .object({
        from: ZonedTime,
        to: ZonedTime,
        carriers: z.array(CarrierEnergy.pick({ carrier: true, total: true })),
        total: EnergyTotal,
        previous: EnergyTotal,
        factors: z.array(FactorUsed),
        /** Running sum by hour, kWh and kg. */
        hours: z.array(
          z.object({ end: ZonedTime, kWh: z.number().nullable(), kgCo2e: z.number().nullable() }),
        ),
        previousHours: z.array(
          z.object({ end: ZonedTime, kWh: z.number().nullable(), kgCo2e: z.number().nullable() }),
        ),
      })
      .nullable(),
    air: z
      .object({
        level: AirLevel,
        pollutant: Pollutant.nullable(),
        value: z.number().nullable(),
        partial: z.boolean(),
        coverage: Coverage,
        hour: z.object({ start: ZonedTime, end: ZonedTime }).nullable(),
      })
      .nullable(),
    /** CO2 in the occupied hours of today (or of the last day with any). */
    indoor: z
      .object({
        from: ZonedTime,
        to: ZonedTime,
        atMost1000ppm: z.number().nullable(),
        shares: CategoryShares,
        rooms: z.number().int(),
        roomsJudged: z.number().int(),
        judgedHours: z.number(),
        coverage: Coverage,
      })
      .nullable(),
    coverage24h: Coverage,
    /** 24 cells, one an hour, over all points. */
    strip: z.array(StripCell),
  })
  .meta({ id: 'SiteSummary' })
export type SiteSummary = z.output<typeof SiteSummary>
