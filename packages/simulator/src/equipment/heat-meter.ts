import { seedOf, smooth } from '../nature/noise.js'
import type { Equipment, PointPlan, SenderPlan, World } from '../plan.js'
import type { Rhythm } from '../rhythm/rhythm.js'
import { at, steps } from '../series/day-series.js'
import { type Flow, flow } from '../series/flow.js'
import { gauge, total } from './points.js'

/** kWh that a cubic metre of water gives off per degree. */
const KWH_PER_M3_CEL = 1.163

export type HeatDemand = {
  readonly name: string
  readonly title: string
  /** Heat loss of the building per degree below 17. */
  readonly kwPerCel: number
  readonly hotWaterKw: number
  /** Around 1: night setback and morning boost. */
  readonly heating: Rhythm
  readonly people: Rhythm
  /** Supply minus return, on average. */
  readonly coolingCel: number
  /** Who sends it: the meter itself, or a reader of wireless meters. */
  readonly sender?: Pick<SenderPlan, 'device' | 'title' | 'format' | 'child' | 'swap'>
}

/**
 * A district-heating meter: heat, volume, the totals of volume × temperature, power, flow and the two
 * temperatures, all from one demand, so that each can be computed from the others.
 */
export function heatMeter(world: World, demand: HeatDemand): Equipment {
  const { heat, volume, supplyTotal, returnTotal } = heatFlows(world, demand)
  const powerW = steps((step, day) => at(heat.rate(day), step) * 1000)
  const supply = steps((step, day) => ratio(supplyTotal.rate, volume.rate, day, step))
  const back = steps(
    (step, day) =>
      at(supply(day), step) - ratio(heat.rate, volume.rate, day, step) / KWH_PER_M3_CEL,
  )
  const { name, title } = demand
  const sender = demand.sender ?? { device: name, title, format: 'bypuls-json' }
  const values = [
    total('heat', heat.total),
    total('heat-volume', volume.total),
    total('supply-volume-temperature', supplyTotal.total),
    total('return-volume-temperature', returnTotal),
    gauge('heat-power', powerW, { jitterShare: 0.01 }),
    gauge('heat-flow', volume.rate, { jitterShare: 0.01 }),
    gauge('supply-temperature', supply, { jitterShare: 0.002 }),
    gauge('return-temperature', back, { jitterShare: 0.002 }),
  ]
  const points = values.map((point) => ({ ...point, ...NAMES[sender.format][point.metric] }))
  return { place: { name, title, kind: 'meter' }, senders: [{ place: name, ...sender, points }] }
}

function heatFlows(world: World, demand: HeatDemand) {
  const seed = seedOf(world.seed, demand.name)
  const { weather } = world
  const lossKw = (outdoorCel: number) => demand.kwPerCel * softly(17 - outdoorCel)

  const heatWeights = steps((step, day, time) => {
    const restless = 1 + 0.07 * smooth(seed, time / 2_400_000)
    const heating = demand.heating.at(day, step) * lossKw(at(weather.temperatureCel(day), step))
    return (heating + demand.hotWaterKw * demand.people.at(day, step)) * restless
  })
  const heat = flow((day) => {
    const heating = demand.heating.mean(day) * lossKw(weather.meanTemperatureCel(day))
    return 24 * (heating + demand.hotWaterKw * demand.people.mean(day))
  }, heatWeights)

  // The boost after the night cools the water worse.
  const coolingCel = steps(
    (step, day, time) =>
      demand.coolingCel -
      5 * Math.max(0, demand.heating.at(day, step) - 1) +
      1.6 * smooth(seed + 1, time / 20_000_000),
  )
  const meanCoolingCel = (day: number) => demand.coolingCel + 0.5 * smooth(seed + 2, day / 3)
  const volume = flow(
    (day) => heat.amount(day) / (KWH_PER_M3_CEL * meanCoolingCel(day)),
    steps((step, day) => at(heat.rate(day), step) / at(coolingCel(day), step)),
  )

  const supplyCel = (outdoorCel: number) => 66 + 0.9 * softly(5 - outdoorCel)
  const supplyTotal = flow(
    (day) => volume.amount(day) * supplyCel(weather.meanTemperatureCel(day)),
    steps((step, day, time) => {
      const outdoor = at(weather.temperatureCel(day), step)
      const wavering = 0.8 * smooth(seed + 3, time / 5_000_000)
      return at(volume.rate(day), step) * (supplyCel(outdoor) + wavering)
    }),
  )
  const returnTotal = steps(
    (step, day) => at(supplyTotal.total(day), step) - at(heat.total(day), step) / KWH_PER_M3_CEL,
  )
  return { heat, volume, supplyTotal, returnTotal }
}

function ratio(above: Flow['rate'], below: Flow['rate'], day: number, step: number): number {
  return at(above(day), step) / Math.max(1e-6, at(below(day), step))
}

/** Like `max(0, x)` without the corner. */
function softly(x: number): number {
  return x > 20 ? x : 1.5 * Math.log1p(Math.exp(x / 1.5))
}

type Names = Readonly<Record<string, Pick<PointPlan, 'field' | 'unit'>>>

/** How each format calls the values, and in which unit it sends them. */
const NAMES: Readonly<Record<SenderPlan['format'], Names>> = {
  'bypuls-json': {},
  'chirpstack-v4': {},
  wmbusmeters: {
    heat: { field: 'total_energy_consumption_kwh' },
    'heat-volume': { field: 'total_volume_m3' },
    'supply-volume-temperature': { field: 'forward_energy_m3c' },
    'return-volume-temperature': { field: 'return_energy_m3c' },
    'heat-power': { field: 'power_kw', unit: 'kW' },
    'heat-flow': { field: 'volume_flow_m3h' },
    'supply-temperature': { field: 't1_temperature_c' },
    'return-temperature': { field: 't2_temperature_c' },
  },
}
