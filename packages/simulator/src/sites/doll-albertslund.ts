import { airStation } from '../equipment/air-station.js'
import { countingStation } from '../equipment/counting-station.js'
import { noiseMeter } from '../equipment/noise-meter.js'
import { carPark, smartBin, soilSensor } from '../equipment/street-furniture.js'
import { streetLights } from '../equipment/street-lights.js'
import { weatherMast } from '../equipment/weather-mast.js'
import type { Equipment, SitePlan, World } from '../plan.js'
import { BICYCLES, PARKING, TRAFFIC, WALKERS } from '../rhythm/rhythms.js'
import { hours } from './durations.js'

/** DOLL Living Lab in Albertslund: street lighting, air, noise, traffic and weather. */
export const dollAlbertslund: SitePlan = {
  name: 'doll-albertslund',
  title: 'DOLL Living Lab',
  locality: 'Albertslund',
  organisation: { name: 'albertslund', title: 'Albertslund Kommune' },
  climate: { latitude: 55.6733, longitude: 12.3626, lagMs: hours(4), warmerCel: 0.3, windier: 1 },
  priceArea: 'DK2',
  heatUtility: null,
  buildingKind: null,
  heatedM2: null,
  traffic: true,
  equipment: (world) => [...lighting(world), ...crossing(world), ...street(world)],
}

function lighting(world: World): readonly Equipment[] {
  const lamp = (number: number, street: string, watts: number) => {
    const two = String(number).padStart(2, '0')
    return { name: `lamps-${two}`, title: `Lysrække ${two}, ${street}`, watts }
  }
  return [
    ...streetLights(world, {
      cabinet: { name: 'cabinet-a', title: 'Lysskab A, Naverland' },
      lamps: [1, 2, 3, 4, 5, 6, 7].map((number) => lamp(number, 'Naverland', 760)),
      equipmentW: 720,
    }),
    ...streetLights(world, {
      cabinet: { name: 'cabinet-b', title: 'Lysskab B, Smedeland' },
      lamps: [8, 9, 10, 11, 12].map((number) => lamp(number, 'Smedeland', 640)),
      equipmentW: 380,
    }),
  ]
}

function crossing(world: World): readonly Equipment[] {
  const place = { name: 'naverland-crossing', title: 'Kryds Naverland' }
  return [
    airStation(world, {
      ...place,
      metrics: ['pm2-5', 'pm10', 'no2', 'o3'],
      traffic: TRAFFIC,
      trafficNo2: 19,
      device: { name: 'naverland-air', gaps: 3 },
      pm10Fault: { kind: 'outlier', value: 9999, every: 2600 },
    }),
    noiseMeter(world, { ...place, quietDb: 46, loudDb: 64, rhythm: TRAFFIC }),
    countingStation(world, {
      ...place,
      counts: [
        { metric: 'traffic-count', perHour: 900, rhythm: TRAFFIC },
        { metric: 'bicycle-count', perHour: 140, rhythm: BICYCLES },
        { metric: 'pedestrian-count', perHour: 55, rhythm: WALKERS },
      ],
    }),
  ]
}

function street(world: World): readonly Equipment[] {
  const mast3 = { name: 'mast-3', title: 'Mast 3, Smedeland' }
  const path = { name: 'cycle-path', title: 'Cykelstien' }
  return [
    weatherMast(world, {
      name: 'mast-7',
      title: 'Mast 7, vejrstation',
      metrics: [
        'outdoor-temperature',
        'outdoor-humidity',
        'air-pressure',
        'wind-speed',
        'wind-gust',
        'wind-direction',
        'rain',
        'illuminance',
        'solar-irradiance',
      ],
    }),
    noiseMeter(world, { ...mast3, quietDb: 42, loudDb: 58, rhythm: TRAFFIC }),
    airStation(world, { ...mast3, metrics: ['pm2-5', 'pm10'], traffic: TRAFFIC, trafficNo2: 9 }),
    countingStation(world, {
      ...path,
      counts: [
        { metric: 'bicycle-count', perHour: 230, rhythm: BICYCLES },
        { metric: 'pedestrian-count', perHour: 70, rhythm: WALKERS },
      ],
    }),
    carPark(world, { name: 'car-park', title: 'Parkeringsplads Nord', rhythm: PARKING }),
    soilSensor(world, { name: 'tree-bed', title: 'Plantebed ved mast 5' }),
    ...[1, 2, 3].map((number) =>
      smartBin(world, {
        name: `bin-${number}`,
        title: `Affaldsspand ${number}`,
        source: 'chirpstack-1',
        child: `24e124fffe0260b${number}`,
        daysToFill: 3 + number,
      }),
    ),
  ]
}
