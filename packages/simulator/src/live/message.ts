import type { Sensor, SensorPoint } from '../sensor.js'

/** What a sensor publishes. */
export type Message = { readonly topic: string; readonly payload: string }

export type SensorValue = { readonly point: SensorPoint; readonly value: number }

/** A sensor's message at a time (epoch ms) in the format of its device, below the device's own prefix. */
export function toMessage(sensor: Sensor, time: number, values: readonly SensorValue[]): Message {
  const prefix = `${sensor.organisation}/${sensor.device}`
  switch (sensor.format) {
    case 'bypuls-json':
      return { topic: `${prefix}/up`, payload: JSON.stringify(bypulsJson(time, values)) }
    case 'chirpstack-v4': {
      const path = `application/${APPLICATION}/device/${childAt(sensor, time)}/event/up`
      return { topic: `${prefix}/${path}`, payload: JSON.stringify(uplink(sensor, time, values)) }
    }
    case 'wmbusmeters':
      return {
        topic: `${prefix}/wmbusmeters/${childAt(sensor, time)}`,
        payload: JSON.stringify(telegram(sensor, time, values)),
      }
  }
}

const APPLICATION = '2f6d4b1e-52b0-4c0a-9b7e-6f0c1d2e3a4b'

function bypulsJson(time: number, values: readonly SensorValue[]) {
  return { time: new Date(time).toISOString(), ...fields(values) }
}

/** As ChirpStack v4 publishes it; how well it was heard stands with the gateway, the rest in `object`. */
function uplink(sensor: Sensor, time: number, values: readonly SensorValue[]) {
  const isSignal = ({ point }: SensorValue) => point.field === 'rssi' || point.field === 'snr'
  const signal = values.filter(isSignal)
  return {
    time: new Date(time).toISOString(),
    deviceInfo: { applicationName: sensor.site, devEui: childAt(sensor, time) },
    fCnt: Math.floor(time / 10_000) % 65_536,
    fPort: 85,
    object: fields(values.filter((value) => !isSignal(value))),
    ...(signal.length === 0
      ? {}
      : { rxInfo: [{ gatewayId: '0016c001ff10a235', ...fields(signal) }] }),
  }
}

/** As wmbusmeters publishes it: whole seconds, the unit in the name. */
function telegram(sensor: Sensor, time: number, values: readonly SensorValue[]) {
  return {
    _: 'telegram',
    media: 'heat',
    meter: 'kamheat',
    name: sensor.place,
    id: childAt(sensor, time),
    ...fields(values),
    timestamp: `${new Date(time).toISOString().slice(0, 19)}Z`,
  }
}

function fields(values: readonly SensorValue[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    values.map(({ point, value }) => [point.field, point.unit === 'kW' ? value / 1000 : value]),
  )
}

/** Which meter or sensor sends it: after a swap the new one. */
function childAt(sensor: Sensor, time: number): string {
  const { swap, child = sensor.device } = sensor
  return swap !== undefined && time >= swap.at ? swap.newChild : child
}
