import { airStation } from '../equipment/air-station.js'
import { countingStation } from '../equipment/counting-station.js'
import { electricityMeter } from '../equipment/electricity-meter.js'
import { noiseMeter } from '../equipment/noise-meter.js'
import { waterGauge, weatherMast } from '../equipment/weather-mast.js'
import type { Equipment, SitePlan, World } from '../plan.js'
import { WORKS } from '../rhythm/rhythms.js'
import { hours } from './durations.js'

/** The construction area of the Femern tunnel at Rødbyhavn: dust, noise, weather and machines. */
export const femernRoedbyhavn: SitePlan = {
  name: 'femern-roedbyhavn',
  title: 'Femern-byggepladsen',
  locality: 'Rødbyhavn',
  organisation: { name: 'lolland', title: 'Lolland Kommune' },
  climate: {
    latitude: 54.6557,
    longitude: 11.3585,
    lagMs: hours(2.5),
    warmerCel: 0.4,
    windier: 1.3,
  },
  priceArea: 'DK2',
  heatUtility: null,
  buildingKind: null,
  heatedM2: null,
  traffic: false,
  equipment: (world) => [
    ...MACHINES.map((machine) =>
      electricityMeter(world, { ...machine, kind: 'machine', rhythm: WORKS }),
    ),
    ...gates(world),
    weatherMast(world, {
      name: 'weather-mast',
      title: 'Vejrmast',
      metrics: [
        'outdoor-temperature',
        'outdoor-humidity',
        'air-pressure',
        'wind-speed',
        'wind-gust',
        'wind-direction',
        'rain',
        'solar-irradiance',
      ],
      // What a cheap thermometer says when it has lost its power for a moment.
      temperatureFault: { kind: 'outlier', value: 85, every: 3400 },
    }),
    waterGauge(world, { name: 'work-harbour', title: 'Arbejdshavnen, vandstand', tideM: 0.06 }),
  ],
}

const MACHINES = [
  { name: 'tower-crane', title: 'Tårnkran', baseKw: 3, activeKw: 46, restless: 0.5 },
  { name: 'batching-plant', title: 'Betonblanderi', baseKw: 9, activeKw: 96, restless: 0.3 },
  { name: 'pumps', title: 'Pumpestation', baseKw: 28, activeKw: 12, restless: 0.1 },
  { name: 'site-office', title: 'Skurby', baseKw: 7, activeKw: 16, restless: 0.1 },
]

function gates(world: World): readonly Equipment[] {
  const port1 = { name: 'gate-1', title: 'Port 1' }
  const port2 = { name: 'gate-2', title: 'Port 2' }
  const port3 = { name: 'gate-3', title: 'Port 3, mod byen' }
  const air = { traffic: WORKS, trafficNo2: 4, kind: 'outdoor' } as const
  const dust = (most: number) => ({ dust: { most, works: WORKS } })
  return [
    airStation(world, { ...port1, ...air, ...dust(26), metrics: ['pm2-5', 'pm10'] }),
    airStation(world, { ...port2, ...air, ...dust(58), metrics: ['pm2-5', 'pm10'] }),
    airStation(world, { ...port3, ...air, ...dust(12), metrics: ['pm10'] }),
    noiseMeter(world, { ...port1, kind: 'outdoor', quietDb: 40, loudDb: 63, rhythm: WORKS }),
    noiseMeter(world, { ...port2, kind: 'outdoor', quietDb: 41, loudDb: 68, rhythm: WORKS }),
    noiseMeter(world, { ...port3, kind: 'outdoor', quietDb: 38, loudDb: 54, rhythm: WORKS }),
    countingStation(world, {
      name: 'gate-road',
      title: 'Adgangsvejen',
      counts: [{ metric: 'traffic-count', perHour: 85, rhythm: WORKS }],
    }),
  ]
}
