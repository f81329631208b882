import { electricityMeter } from '../equipment/electricity-meter.js'
import { heatMeter } from '../equipment/heat-meter.js'
import { waterMeter } from '../equipment/other-meters.js'
import { waterGauge, weatherMast } from '../equipment/weather-mast.js'
import type { SitePlan } from '../plan.js'
import { HARBOUR, HEATING, OFFICE } from '../rhythm/rhythms.js'

/** A harbour building in Aalborg: electricity, heat and the water outside. */
export const havnehusAalborg: SitePlan = {
  name: 'havnehus-aalborg',
  title: 'Havnebygningen',
  locality: 'Aalborg',
  organisation: { name: 'aalborg', title: 'Aalborg Kommune' },
  climate: { latitude: 57.0515, longitude: 9.9237, lagMs: 0, warmerCel: -0.5, windier: 1.25 },
  priceArea: 'DK1',
  heatUtility: 'Aalborg Varme',
  buildingKind: 'harbour',
  heatedM2: 2900,
  traffic: false,
  equipment: (world) => [
    electricityMeter(world, {
      name: 'main-meter',
      title: 'Hovedmåler, el',
      baseKw: 11,
      activeKw: 24,
      rhythm: HARBOUR,
    }),
    electricityMeter(world, {
      name: 'shore-power',
      title: 'Landstrøm, kaj 2',
      baseKw: 4,
      activeKw: 18,
      rhythm: HARBOUR,
      restless: 0.3,
    }),
    heatMeter(world, {
      name: 'heat-meter',
      title: 'Fjernvarmemåler',
      kwPerCel: 1.75,
      hotWaterKw: 4,
      heating: HEATING,
      people: OFFICE,
      coolingCel: 34,
    }),
    waterMeter(world, { name: 'water-meter', title: 'Vandmåler', m3PerHour: 0.5, people: HARBOUR }),
    waterGauge(world, { name: 'quay', title: 'Kajen, vandstand', tideM: 0.14, gaps: 9 }),
    weatherMast(world, {
      name: 'roof',
      title: 'Vejrstation på taget',
      metrics: ['outdoor-temperature', 'air-pressure', 'wind-speed', 'wind-gust', 'wind-direction'],
    }),
  ],
}
