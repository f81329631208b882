import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { WindowSize } from '../window.js'
import { Coverage, ZonedTime } from './shared.js'

export const Carrier = z.enum(['electricity', 'heat', 'cooling', 'gas', 'solar', 'export'])
export type Carrier = z.output<typeof Carrier>

/** A dated emission factor as it was applied. `factor` is kg CO2e per kWh. */
export const FactorUsed = z
  .object({
    carrier: Carrier,
    year: z.number().int(),
    factor: z.number(),
    scope: z.string(),
    method: z.string(),
    source: z.string(),
  })
  .meta({ id: 'FactorUsed' })
export type FactorUsed = z.output<typeof FactorUsed>

export const EnergyWindow = z
  .object({
    start: ZonedTime,
    end: ZonedTime,
    kWh: z.number().nullable(),
    /** Null where nothing was measured or no factor is known for that time. */
    kgCo2e: z.number().nullable(),
    coverage: Coverage,
    /** `estimated`: the total is right, its place in time is not. */
    quality: Quality,
  })
  .meta({ id: 'EnergyWindow' })
export type EnergyWindow = z.output<typeof EnergyWindow>

export const EnergyTotal = z.object({
  kWh: z.number().nullable(),
  kgCo2e: z.number().nullable(),
  coverage: Coverage,
  quality: Quality,
})
export type EnergyTotal = z.output<typeof EnergyTotal>

export const CarrierEnergy = z
  .object({
    carrier: Carrier,
    points: z.array(PointId),
    total: EnergyTotal,
    windows: z.array(EnergyWindow),
  })
  .meta({ id: 'CarrierEnergy' })
export type CarrierEnergy = z.output<typeof CarrierEnergy>

/**
 * A heat meter's temperatures per window, weighted by flow: increase of volume × temperature ÷ increase
 * of volume. Null where the volume is too small to tell a tenth of a degree.
 */
export const HeatWindow = z
  .object({
    start: ZonedTime,
    end: ZonedTime,
    supplyCel: z.number().nullable(),
    returnCel: z.number().nullable(),
    deltaT: z.number().nullable(),
    volumeM3: z.number().nullable(),
    m3PerMwh: z.number().nullable(),
    coverage: Coverage,
    quality: Quality,
  })
  .meta({ id: 'HeatWindow' })
export type HeatWindow = z.output<typeof HeatWindow>

export const HeatMeter = z
  .object({
    place: Slug,
    placeTitle: z.string(),
    /** `totals`: from the meter's running totals; `flow`: temperatures weighted by the flow readings. */
    method: z.enum(['totals', 'flow']),
    total: HeatWindow,
    windows: z.array(HeatWindow),
  })
  .meta({ id: 'HeatMeter' })
export type HeatMeter = z.output<typeof HeatMeter>

export const SiteEnergy = z
  .object({
    site: Slug,
    timezone: z.string(),
    window: WindowSize,
    from: ZonedTime,
    to: ZonedTime,
    carriers: z.array(CarrierEnergy),
    total: EnergyTotal,
    factors: z.array(FactorUsed),
    heatMeters: z.array(HeatMeter),
  })
  .meta({ id: 'SiteEnergy' })
export type SiteEnergy = z.output<typeof SiteEnergy>
