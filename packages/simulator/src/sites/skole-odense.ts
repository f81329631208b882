import { electricityMeter } from '../equipment/electricity-meter.js'
import { heatMeter } from '../equipment/heat-meter.js'
import { solarPanels, waterMeter } from '../equipment/other-meters.js'
import { type RoomPlan, room } from '../equipment/room.js'
import { weatherMast } from '../equipment/weather-mast.js'
import type { SitePlan } from '../plan.js'
import { SCHOOL_HOURS } from '../rhythm/occupied-hours.js'
import { LESSONS, SCHOOL, SCHOOL_HEATING } from '../rhythm/rhythms.js'
import { days, hours } from './durations.js'

/** A school in Odense: ten rooms, heat and electricity. One CO2 sensor drifts, one room has gone silent. */
export const skoleOdense: SitePlan = {
  name: 'skole-odense',
  title: 'Demoskolen',
  locality: 'Odense',
  organisation: { name: 'odense', title: 'Odense Kommune' },
  climate: { latitude: 55.3908, longitude: 10.3794, lagMs: hours(2), warmerCel: 0.2, windier: 0.9 },
  priceArea: 'DK1',
  heatUtility: 'Fjernvarme Fyn',
  buildingKind: 'school',
  heatedM2: 5200,
  traffic: false,
  equipment: (world) => [
    ...ROOMS.map((plan) => room(world, plan)),
    electricityMeter(world, {
      name: 'main-meter',
      title: 'Hovedmåler, el',
      baseKw: 7.5,
      activeKw: 29,
      rhythm: SCHOOL,
    }),
    heatMeter(world, {
      name: 'heat-meter',
      title: 'Hovedmåler, fjernvarme',
      kwPerCel: 3.9,
      hotWaterKw: 9,
      heating: SCHOOL_HEATING,
      people: SCHOOL,
      coolingCel: 31,
    }),
    solarPanels(world, { name: 'roof', title: 'Solceller på taget', peakKw: 24 }),
    waterMeter(world, { name: 'water-meter', title: 'Vandmåler', m3PerHour: 0.9, people: SCHOOL }),
    weatherMast(world, { name: 'yard', title: 'Skolegården', metrics: ['outdoor-temperature'] }),
  ],
}

const ROOMS: readonly RoomPlan[] = [
  classroom('room-1-01', 'Lokale 1.01', '0.B', 20, 4.6, { occupancySensor: true }),
  classroom('room-1-02', 'Lokale 1.02', '0.C', 21, 4.4, {}),
  classroom('room-1-07', 'Lokale 1.07', '1.A', 23, 3.4, {}),
  classroom('room-1-09', 'Lokale 1.09', '1.C', 19, 5.2, {}),
  classroom('room-2-03', 'Lokale 2.03', '3.B', 25, 2.8, { sender: lora('a1', 'Lokale 2.03') }),
  classroom('room-2-08', 'Lokale 2.08', '4.A', 24, 4.2, { sender: lora('a2', 'Lokale 2.08') }),
  classroom('room-2-14', 'Lokale 2.14', '5.C', 25, 4.0, {
    sender: lora('a3', 'Lokale 2.14'),
    co2Fault: { kind: 'drift', sinceMs: days(56), perDay: 1.7, most: 240 },
  }),
  classroom('room-2-16', 'Lokale 2.16', '6.A', 26, 1.4, { occupancySensor: true, sunCel: 2.6 }),
  classroom('physics-0-22', 'Fysik 0.22', 'fysik', 22, 2.5, { sender: { gaps: 4 } }),
  classroom('music-0-30', 'Musik 0.30', 'musik', 18, 3.8, {
    sender: { ...lora('a4', 'Musik 0.30'), silentMs: days(3) + hours(2.6) },
  }),
]

function classroom(
  name: string,
  title: string,
  usage: string,
  seats: number,
  airChanges: number,
  extras: Partial<RoomPlan>,
): RoomPlan {
  return {
    name,
    title,
    usage,
    seats,
    airChanges,
    volumeM3: 185,
    people: LESSONS,
    occupiedHours: SCHOOL_HOURS,
    co2PerPerson: 0.015,
    setpointCel: 21.4,
    ...extras,
  }
}

function lora(tail: string, title: string): NonNullable<RoomPlan['sender']> {
  return {
    device: 'chirpstack-1',
    title,
    format: 'chirpstack-v4',
    child: `24e124fffe0130${tail}`,
  }
}
