import type { TimeSeriesStore } from '../store.js'
import { parseAddress } from './address.js'
import { readReadingsOfAnyType, readWindowsOfAnyType } from './any-type.js'
import { readAround, readOldest } from './around.js'
import { createAsk } from './ask.js'
import { bodiesOfChunks, bodiesOfReadings } from './bodies.js'
import { createChanges } from './changes.js'
import { checkToken, createConnection } from './connection.js'
import { createErase } from './erase.js'
import { createFieldTypes } from './field-types.js'
import { readHealth } from './health.js'
import { readLatest } from './latest.js'
import { createPlaces } from './places.js'
import { createRemove } from './remove.js'
import { createSend } from './send.js'
import { createSetAside } from './set-aside.js'
import { createTurns } from './turns.js'
import { createWriter } from './writer.js'

export type InfluxdbStoreOptions = {
  /** What follows `influxdb:`, as in `//host:8086/organisation/bucket?tls=true`. */
  readonly address: string
  /** May read and write the bucket; deleting needs no more. */
  readonly token?: string
  /** How long readings should be kept, for `health`; without it, for ever. */
  readonly retentionMs?: number
  /** How long the server may be silent before a write or a question is an outage (30 s, 60 s). */
  readonly silenceMs?: { readonly write: number; readonly ask: number }
}

/**
 * Readings in a bucket of an InfluxDB 2.7. Good ones are in the measurement `readings`, suspect ones in
 * `suspect_readings`, with the tags `site` and `place`, a field per metric and times in milliseconds.
 *
 * A resolved write is on the server's disk (204). It survives any number of crashes where the server is
 * started twice after one: `docs/decisions/0011-wide-lines-in-influxdb.md` says why.
 *
 * Of two values for one point and time the later write wins, because the engine overwrites a field and
 * our requests keep their order where they meet; a good one wins over a suspect one, because every answer
 * leaves out the suspect readings at whose time there is a good one. So both may be in the bucket, and
 * another program sees both.
 *
 * Opening asks nothing of the server, so that a program starts while it is away. The first `health` that
 * finds it well also completes what an interrupted removal left half done (see `createRemove`).
 */
export function openInfluxdbStore(options: InfluxdbStoreOptions): TimeSeriesStore {
  const address = parseAddress(options.address)
  const connection = createConnection(address, checkToken(options.token))
  const silence = options.silenceMs ?? { write: 30_000, ask: 60_000 }
  const ask = createAsk(connection, silence.ask)
  const reader = { ask, address }
  const types = createFieldTypes(connection, silence.ask)
  const places = createPlaces()
  const changes = createChanges()
  const send = createSend(connection, silence.write)
  const writer = createWriter(send, changes)
  const erase = createErase(connection, silence.ask)
  const setAside = createSetAside(reader, send, erase)
  const inLine = createTurns(1)
  const remove = createRemove({ reader, places, changes, writer, send, erase, setAside, inLine })
  const { retentionMs } = options
  /** What an interrupted removal left behind has been brought back. */
  let hasRestored = false

  async function restoreOnce(): Promise<void> {
    if (hasRestored) return
    await inLine(() => setAside.restore())
    hasRestored = true
  }

  return {
    name: 'influxdb',
    durabilityHorizonMs: 0,
    async write(readings) {
      await writer.write(bodiesOfReadings(places, readings))
      if (!changes.areUnderWay()) places.trim()
    },
    writeChunks: (chunks) => writer.write(bodiesOfChunks(places, chunks)),
    windows: (query) => readWindowsOfAnyType(reader, types, query),
    readings: (query) => readReadingsOfAnyType(reader, types, query),
    latest: () => readLatest(reader),
    oldest: (points) => readOldest(reader, points),
    around: (points, at) => readAround(reader, points, at),
    remove,
    health: () =>
      readHealth({
        connection,
        ask,
        silenceMs: silence.write,
        whenWell: restoreOnce,
        ...(retentionMs && { retentionMs }),
      }),
    async close() {
      connection.close()
    },
  }
}
