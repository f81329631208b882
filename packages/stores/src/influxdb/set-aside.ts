import { pointParts } from '@bypuls/model'
import { bodiesOfChunks } from './bodies.js'
import type { Erase, PlaceName } from './erase.js'
import { type Range, source } from './flux.js'
import type { Reader } from './groups.js'
import { merged } from './merged.js'
import { partsOf, READINGS, SUSPECT_READINGS } from './names.js'
import { createPlaces } from './places.js'
import { readRuns } from './runs.js'
import { FIRST_MS, LAST_MS } from './times.js'

const ASIDE = 'removing_'
const MEASUREMENTS = [ASIDE + READINGS, ASIDE + SUSPECT_READINGS] as const
const EVER: Range = { from: FIRST_MS, to: LAST_MS + 1 }

export type SetAside = {
  /** Copies lines to where they outlast a crash of ours. */
  put(text: string): Promise<void>
  /** Forgets a place's copies: the originals are where they belong. */
  clear(at: PlaceName): Promise<void>
  /** Writes what an interrupted removal left set aside back to where it belongs. */
  restore(): Promise<void>
}

/** Lines that a removal must take away for a moment, kept meanwhile under another measurement. */
export function createSetAside(
  reader: Reader,
  send: (text: string) => Promise<void>,
  erase: Erase,
): SetAside {
  async function clear(at: PlaceName): Promise<void> {
    for (const measurement of MEASUREMENTS) await erase(measurement, at, EVER)
  }

  return {
    put: (text) => send(ASIDE + text.replaceAll('\n', `\n${ASIDE}`)),
    clear,
    async restore() {
      const is = MEASUREMENTS.map((name) => `r._measurement == "${name}"`).join(' or ')
      const runs = await readRuns(reader.ask, source(reader.address, EVER, [is]), MEASUREMENTS[0])
      const known = [...runs].filter(([point]) => partsOf(point) !== undefined)
      if (known.length === 0) return
      const chunks = known.map(([point, of]) => merged(point, of))
      for (const { text } of bodiesOfChunks(createPlaces(), chunks)) await send(text)
      const places = new Map(known.map(([point]) => [placeOf(point), pointParts(point)]))
      for (const at of places.values()) await clear(at)
    },
  }
}

function placeOf(point: string): string {
  return point.slice(0, point.lastIndexOf('.'))
}
