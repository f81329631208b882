import type { City } from '../city.js'
import type { Sensor } from '../sensor.js'
import type { HistoryChunk } from './chunk.js'
import { makeChunk } from './make-chunk.js'
import { periodsNewestFirst } from './periods.js'

export type HistoryOptions = {
  readonly city: Pick<City, 'sensors' | 'historyFrom' | 'historyUntil'>
  /** Epoch ms; the city's own history where absent. */
  readonly from?: number
  readonly to?: number
  /** Go on behind this chunk: the key of the last one that is safely kept. */
  readonly after?: string
}

/** A city's history every five minutes: newest weeks first, in each week site by site. */
export function* historyChunks(options: HistoryOptions): Generator<HistoryChunk> {
  const { city, from = city.historyFrom, to = city.historyUntil, after } = options
  const sensorsOf = new Map<string, Sensor[]>()
  for (const sensor of city.sensors) {
    sensorsOf.set(sensor.site, [...(sensorsOf.get(sensor.site) ?? []), sensor])
  }
  let isDone = after !== undefined
  for (const period of periodsNewestFirst(from, to)) {
    for (const [site, sensors] of sensorsOf) {
      const key = chunkKey(site, period)
      if (!isDone) yield makeChunk({ key, site, sensors, period })
      else if (key === after) isDone = false
    }
  }
}

/** How many chunks a history has, for its progress. */
export function countChunks({ city, from, to }: HistoryOptions): number {
  const sites = new Set(city.sensors.map((sensor) => sensor.site))
  return periodsNewestFirst(from ?? city.historyFrom, to ?? city.historyUntil).length * sites.size
}

function chunkKey(site: string, period: { readonly from: number }): string {
  return `${new Date(period.from).toISOString()}/${site}`
}
