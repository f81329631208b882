import { electricityMeter } from '../equipment/electricity-meter.js'
import { heatMeter } from '../equipment/heat-meter.js'
import { coolingMeter, waterMeter } from '../equipment/other-meters.js'
import { type RoomPlan, room } from '../equipment/room.js'
import { peopleCounter } from '../equipment/street-furniture.js'
import { weatherMast } from '../equipment/weather-mast.js'
import type { SitePlan } from '../plan.js'
import { OFFICE_HOURS } from '../rhythm/occupied-hours.js'
import { HEATING, MEETINGS, OFFICE } from '../rhythm/rhythms.js'
import { days, hours } from './durations.js'

/** A town hall in Næstved: its heat meter was changed last week, and the server room's meter is silent. */
export const raadhusNaestved: SitePlan = {
  name: 'raadhus-naestved',
  title: 'Rådhuset',
  locality: 'Næstved',
  organisation: { name: 'naestved', title: 'Næstved Kommune' },
  climate: {
    latitude: 55.2299,
    longitude: 11.7609,
    lagMs: hours(3),
    warmerCel: 0.1,
    windier: 0.95,
  },
  priceArea: 'DK2',
  heatUtility: 'NK-Forsyning',
  buildingKind: 'office',
  heatedM2: 6480,
  traffic: false,
  equipment: (world) => [
    electricityMeter(world, {
      name: 'main-meter',
      title: 'Hovedmåler, el',
      baseKw: 18,
      activeKw: 36,
      rhythm: OFFICE,
    }),
    heatMeter(world, {
      name: 'heat-meter',
      title: 'Hovedmåler, fjernvarme',
      kwPerCel: 5.2,
      hotWaterKw: 6,
      heating: HEATING,
      people: OFFICE,
      coolingCel: 30,
      sender: {
        device: 'wmbus-reader-1',
        title: 'Målerlæser 1',
        format: 'wmbusmeters',
        child: '55512345',
        swap: {
          agoMs: days(4) + hours(3.5),
          newChild: '70881204',
          newFirst: {
            heat: 2.4,
            'heat-volume': 0.071,
            'supply-volume-temperature': 4.97,
            'return-volume-temperature': 2.9,
          },
        },
      },
    }),
    coolingMeter(world, {
      name: 'chiller-meter',
      title: 'Kølemåler, serverrum',
      baseKw: 1.9,
      kwPerCel: 0.08,
      silentMs: days(2) + hours(11.7),
    }),
    waterMeter(world, { name: 'water-meter', title: 'Vandmåler', m3PerHour: 0.8, people: OFFICE }),
    ...ROOMS.map((plan) => room(world, plan)),
    peopleCounter(world, {
      name: 'citizen-service',
      title: 'Borgerservice',
      most: 34,
      rhythm: OFFICE,
    }),
    weatherMast(world, { name: 'roof', title: 'Tagterrassen', metrics: ['outdoor-temperature'] }),
  ],
}

const ROOMS: readonly RoomPlan[] = [
  meeting('council-hall', 'Byrådssalen', 'møder', 40, 520, { occupancySensor: true }),
  office('office-1-04', 'Kontor 1.04', 8, 110),
  office('office-1-12', 'Kontor 1.12', 10, 140),
  office('office-2-03', 'Kontor 2.03', 12, 150),
  office('office-2-09', 'Kontor 2.09', 6, 85),
  office('office-3-01', 'Kontor 3.01', 14, 190),
  meeting('meeting-1', 'Mødelokale 1', 'møder', 12, 95, {}),
  meeting('meeting-2', 'Mødelokale 2', 'møder', 8, 60, { airChanges: 3.2 }),
]

function office(name: string, title: string, seats: number, volumeM3: number): RoomPlan {
  return {
    name,
    title,
    usage: 'kontor',
    seats,
    volumeM3,
    people: OFFICE,
    airChanges: 2.6,
    occupiedHours: OFFICE_HOURS,
    co2PerPerson: 0.018,
    setpointCel: 21.8,
  }
}

function meeting(
  name: string,
  title: string,
  usage: string,
  seats: number,
  volumeM3: number,
  extras: Partial<RoomPlan>,
): RoomPlan {
  return {
    ...office(name, title, seats, volumeM3),
    usage,
    people: MEETINGS,
    airChanges: 4.2,
    ...extras,
  }
}
