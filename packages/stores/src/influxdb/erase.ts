import type { Connection } from './connection.js'
import type { Range } from './flux.js'
import { instant } from './times.js'

/** Deletes all fields of one place's lines in a range; of one measurement. */
export type Erase = (measurement: string, place: PlaceName, range: Range) => Promise<void>

export type PlaceName = { readonly site: string; readonly place: string }

export function createErase(connection: Connection, silenceMs: number): Erase {
  const { organisation, bucket } = connection.address
  const path = `/api/v2/delete?org=${encodeURIComponent(organisation)}&bucket=${encodeURIComponent(bucket)}`

  return (measurement, at, { from, to }) => {
    const names = { _measurement: measurement, site: at.site, place: at.place }
    const predicate = Object.entries(names).map(([tag, name]) => `${tag}="${name}"`)
    const body = JSON.stringify({
      start: instant(from),
      // The engine's ends are both inside.
      stop: instant(to - 1).replace('Z', '999999Z'),
      predicate: predicate.join(' AND '),
    })
    const contentType = 'application/json'
    return connection.exchange({
      method: 'POST',
      path,
      body,
      contentType,
      expected: 204,
      silenceMs,
    })
  }
}
