import { BULK, oneMetricAt, rangeOf, sixMetricsAt } from '../load/bulk-city.js'
import { PLATFORM_USER } from '../load/consumers.js'
import { flood, prebuild } from '../load/flood.js'
import type { CityStack } from './with-stack.js'

/** A city that publishes: so many devices, reporting in turn over a few connections. */
export type CityLoad = {
  readonly devices: number
  readonly connections: number
  /** Unacknowledged messages per connection at most. */
  readonly window: number
  readonly readingsPerMessage: 1 | 6
}

/**
 * Messages of a city, made beforehand; each run of them has times of its own, so that the store can be
 * asked how much of that very run it holds.
 */
export function createCityLoad(
  { stack, nextHour }: Pick<CityStack, 'stack' | 'nextHour'>,
  load: CityLoad,
) {
  return {
    settings: {
      ...load,
      publisher: 'packets made beforehand, one process, through the platform’s listener',
    },
    /** `poison` takes the place of that one payload. */
    prepare(
      messages: number,
      poison?: { readonly index: number; readonly payloadAt: (payload: string) => string },
    ) {
      const city = { baseMs: nextHour(), devices: load.devices }
      const messageAt = load.readingsPerMessage === 1 ? oneMetricAt(city) : sixMetricsAt(city)
      const all = Array.from({ length: load.connections }, (_, connection) =>
        prebuild(
          { ...PLATFORM_USER, clientId: `${BULK}-${connection}` },
          Math.floor((messages - connection - 1) / load.connections) + 1,
          (index) => {
            const sequence = index * load.connections + connection
            const { topic, payload } = messageAt(sequence)
            const changed = sequence === poison?.index ? poison.payloadAt(payload) : payload
            return { topic, payload: changed }
          },
        ),
      )
      return {
        messages,
        readings: messages * load.readingsPerMessage,
        range: rangeOf(city, messages),
        publish: (perS?: number) =>
          flood(all, {
            port: stack.mosquitto.platformPort,
            window: load.window,
            ...(perS === undefined ? {} : { perS }),
          }),
      }
    },
  }
}

export type Prepared = ReturnType<ReturnType<typeof createCityLoad>['prepare']>
