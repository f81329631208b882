import type { MqttClient } from 'mqtt'
import { LIVE_INTERVAL_MS } from '../city/options.js'
import type { City } from '../city.js'
import { isHeard } from '../faults.js'
import { valueAt } from '../reading.js'
import type { Sensor } from '../sensor.js'
import { type Broker, type Credential, connectDevice } from './connections.js'
import { toMessage } from './message.js'
import { lastDue } from './timetable.js'

export type SimulatorOptions = Broker & {
  readonly city: Pick<City, 'sensors'>
  /** A device's own credential; null leaves the device out. */
  readonly credentials: (device: {
    readonly organisation: string
    readonly name: string
  }) => Credential | null
  readonly intervalMs?: number
  /** Epoch ms UTC. */
  readonly now: () => number
}

/** How often it is looked whose turn it is. */
const LOOK_MS = 200

/**
 * The city lives: every sensor publishes over MQTT with its device's credential, once an interval and
 * each at its own moment. What a broker cannot take at that moment is left out, as by a sensor without
 * memory.
 */
export function startSimulator(options: SimulatorOptions): { stop(): Promise<void> } {
  const { city, credentials, intervalMs = LIVE_INTERVAL_MS, now, onError } = options
  const clients = new Map<string, MqttClient>()
  const turns = new Map<Sensor, number>()
  for (const sensor of city.sensors) {
    const { organisation, device: name } = sensor
    const key = `${organisation}/${name}`
    const credential = clients.has(key) ? null : credentials({ organisation, name })
    if (credential !== null) clients.set(key, connectDevice(options, credential))
    if (clients.has(key)) turns.set(sensor, lastDue(sensor, intervalMs, now()))
  }

  function look(): void {
    for (const [sensor, done] of turns) {
      const client = clients.get(`${sensor.organisation}/${sensor.device}`)
      const due = lastDue(sensor, intervalMs, now())
      if (due <= done || client?.connected !== true) continue
      turns.set(sensor, due)
      if (isHeard(sensor, due)) publish(client, sensor, due)
    }
  }

  function publish(client: MqttClient, sensor: Sensor, time: number): void {
    const values = sensor.points.map((point) => ({
      point,
      value: valueAt(point, time, { intervalMs, origin: sensor.origin }),
    }))
    const { topic, payload } = toMessage(sensor, time, values)
    client.publish(topic, payload, { qos: 1 }, (error) => {
      if (error) onError(error)
    })
  }

  const timer = setInterval(look, Math.min(LOOK_MS, intervalMs))
  return {
    async stop() {
      clearInterval(timer)
      await Promise.all([...clients.values()].map((client) => client.endAsync(true)))
    },
  }
}
