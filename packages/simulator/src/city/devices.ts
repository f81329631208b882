import type { Device, DeviceLink } from '@bypuls/model'
import type { SenderPlan } from '../plan.js'
import type { Sensor, SensorPoint } from '../sensor.js'
import { type CityOptions, HISTORY_INTERVAL_MS, LIVE_INTERVAL_MS } from './options.js'
import { swapValues } from './sensors.js'

/** What people read for a source that carries several sensors. */
const SOURCE_TITLES: Readonly<Record<string, string>> = {
  'chirpstack-1': 'LoRaWAN-server',
  'wmbus-reader-1': 'Trådløs målerlæser',
}

/** The devices to register: each sensor one, or a source for several, with its links. */
export function toDevices(
  senders: readonly SenderPlan[],
  sensors: readonly Sensor[],
  period: CityOptions,
): readonly Device[] {
  const devices = new Map<string, Device>()
  for (const [index, sensor] of sensors.entries()) {
    const before = devices.get(sensor.device)
    const title = SOURCE_TITLES[sensor.device] ?? senders[index]?.title ?? sensor.device
    const links = sensor.points.flatMap((point) => linksOf(sensor, point, period))
    devices.set(sensor.device, {
      organisation: sensor.organisation,
      name: sensor.device,
      title,
      format: sensor.format,
      links: [...(before?.links ?? []), ...links],
    })
  }
  return [...devices.values()]
}

/** History every five minutes until the city began, then live; a changed meter makes three of two. */
function linksOf(
  sensor: Sensor,
  point: SensorPoint,
  { historyFrom, historyUntil }: CityOptions,
): readonly DeviceLink[] {
  const named = {
    field: point.field,
    point: point.id,
    ...(point.unit === undefined ? {} : { unit: point.unit }),
  }
  const past = { ...named, from: historyFrom, expectedIntervalMs: HISTORY_INTERVAL_MS }
  const live = { ...named, from: historyUntil, expectedIntervalMs: LIVE_INTERVAL_MS }
  const { swap, child } = sensor
  if (swap === undefined) {
    const carried = child === undefined ? {} : { child }
    return [
      { ...carried, ...past, to: historyUntil },
      { ...carried, ...live },
    ]
  }
  return [
    { child: swap.oldChild, ...past, to: swap.at },
    { child: swap.newChild, ...past, from: swap.at, to: historyUntil, ...swapValues(point) },
    { child: swap.newChild, ...live },
  ]
}
