import { electricityMeter } from '../equipment/electricity-meter.js'
import { heatMeter } from '../equipment/heat-meter.js'
import { type RoomPlan, room } from '../equipment/room.js'
import type { SitePlan } from '../plan.js'
import { OFFICE_HOURS } from '../rhythm/occupied-hours.js'
import { HEATING, MEETINGS, OFFICE } from '../rhythm/rhythms.js'
import { hours } from './durations.js'

/** BLOXHUB's offices in Copenhagen: energy and indoor climate. */
export const bloxhubKoebenhavn: SitePlan = {
  name: 'bloxhub-koebenhavn',
  title: 'BLOXHUB',
  locality: 'København',
  organisation: { name: 'bloxhub', title: 'BLOXHUB' },
  climate: {
    latitude: 55.6722,
    longitude: 12.578,
    lagMs: hours(4.2),
    warmerCel: 0.8,
    windier: 1.05,
  },
  priceArea: 'DK2',
  heatUtility: 'HOFOR',
  buildingKind: 'office',
  heatedM2: 3900,
  traffic: false,
  equipment: (world) => [
    electricityMeter(world, {
      name: 'main-meter',
      title: 'Hovedmåler, el',
      baseKw: 13,
      activeKw: 41,
      rhythm: OFFICE,
    }),
    heatMeter(world, {
      name: 'heat-meter',
      title: 'Fjernvarmemåler',
      kwPerCel: 1.9,
      hotWaterKw: 4,
      heating: HEATING,
      people: OFFICE,
      coolingCel: 36,
    }),
    ...ROOMS.map((plan) => room(world, plan)),
  ],
}

const ROOMS: readonly RoomPlan[] = [
  { ...shared('floor-3-west', '3. sal vest', 22), sender: { gaps: 5 } },
  shared('floor-3-east', '3. sal øst', 26),
  shared('floor-4', '4. sal', 30),
  {
    ...shared('meeting-harbour', 'Mødelokale Havnen', 10),
    usage: 'møder',
    people: MEETINGS,
    volumeM3: 80,
    airChanges: 3.1,
    sunCel: 2.4,
  },
]

function shared(name: string, title: string, seats: number): RoomPlan {
  return {
    name,
    title,
    usage: 'kontor',
    seats,
    volumeM3: seats * 13,
    people: OFFICE,
    airChanges: 2.7,
    occupiedHours: OFFICE_HOURS,
    co2PerPerson: 0.018,
    setpointCel: 22,
  }
}
