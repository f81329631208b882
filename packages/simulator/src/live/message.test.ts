import { describe, expect, test } from 'vitest'
import { BEGAN, cityOf } from '../testing/city-of.js'
import { type SensorValue, toMessage } from './message.js'

const city = cityOf(1)

/** The message of a place's sensor, with the given value for each of its fields. */
function messageOf(site: string, place: string, at: number, valueFor: (field: string) => number) {
  const sensor = city.sensors.find((each) => each.site === site && each.place === place)
  if (sensor === undefined) throw new Error(`there is no sensor at ${site}.${place}`)
  const values = sensor.points.map(
    (point): SensorValue => ({ point, value: valueFor(point.field) }),
  )
  const { topic, payload } = toMessage(sensor, at, values)
  return { topic, payload: JSON.parse(payload) }
}

describe('a message', () => {
  test('in Bypuls JSON has its fields and the time', () => {
    const message = messageOf('skole-odense', 'main-meter', BEGAN, (field) =>
      field === 'energy' ? 614_381.855 : 34_120,
    )

    expect(message).toEqual({
      topic: 'odense/main-meter/up',
      payload: { time: '2026-11-23T12:42:00.000Z', energy: 614_381.855, power: 34_120 },
    })
  })

  test('of a LoRaWAN sensor comes through the source, as ChirpStack v4 tells it', () => {
    const message = messageOf('doll-albertslund', 'bin-1', BEGAN, (field) =>
      field === 'rssi' ? -101 : 62,
    )

    expect(message.topic).toMatch(
      /^albertslund\/chirpstack-1\/application\/[0-9a-f-]{36}\/device\/24e124fffe0260b1\/event\/up$/,
    )
    expect(message.payload).toMatchObject({
      time: '2026-11-23T12:42:00.000Z',
      deviceInfo: { devEui: '24e124fffe0260b1' },
      object: { 'waste-fill': 62, battery: 62 },
      rxInfo: [{ rssi: -101, snr: 62 }],
    })
  })

  test('of a wireless meter is a telegram: the new meter after the swap, power in kW', () => {
    const before = messageOf('raadhus-naestved', 'heat-meter', BEGAN - 5 * 86_400_000, () => 1)
    const after = messageOf('raadhus-naestved', 'heat-meter', BEGAN, () => 75_100)

    expect(before.topic).toBe('naestved/wmbus-reader-1/wmbusmeters/55512345')
    expect(after.topic).toBe('naestved/wmbus-reader-1/wmbusmeters/70881204')
    expect(after.payload).toEqual({
      _: 'telegram',
      media: 'heat',
      meter: 'kamheat',
      name: 'heat-meter',
      id: '70881204',
      total_energy_consumption_kwh: 75_100,
      total_volume_m3: 75_100,
      forward_energy_m3c: 75_100,
      return_energy_m3c: 75_100,
      power_kw: 75.1,
      volume_flow_m3h: 75_100,
      t1_temperature_c: 75_100,
      t2_temperature_c: 75_100,
      timestamp: '2026-11-23T12:42:00Z',
    })
  })
})
