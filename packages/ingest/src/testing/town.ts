import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Decoder, type Device, fail, ok, type RawMessage, type Reading } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'
import type { Ingest, IngestDeps } from '../contract.js'
import { openIngest } from '../open-ingest.js'

/** When the tests happen. */
export const NOON = Date.UTC(2026, 10, 23, 12)
/** A point of the room. */
export const TEMPERATURE = 'skole.room-1.indoor-temperature'
/** Another one. */
export const CO2 = 'skole.room-1.co2'

/** A folder of its own, and the way to remove it. */
export function newFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bypuls-ingest-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A device with two fields. */
export const room: Device = {
  organisation: 'odense',
  name: 'room-1',
  title: 'Room 1',
  format: 'pairs',
  links: [
    { field: 'temperature', point: TEMPERATURE, from: 0, expectedIntervalMs: 10_000 },
    { field: 'co2', point: CO2, from: 0, expectedIntervalMs: 10_000 },
  ],
}

/** `[field, value, observedAt, unit]` lists in JSON; a stand-in that can say everything. */
export const pairs: Decoder = {
  format: 'pairs',
  title: 'Lists of field, value, time and unit',
  examples: [],
  decode({ bytes, receivedAt }) {
    const text = Buffer.from(bytes).toString()
    if (text === 'throw') throw new Error('a fault of the decoder')
    if (!text.startsWith('[')) return fail({ reason: 'malformed', detail: `not a list: ${text}` })
    const rows: [string, number, number?, string?][] = JSON.parse(text)
    const measurements = rows.map(([field, value, observedAt = receivedAt, unit]) => ({
      field,
      value,
      observedAt,
      ...(unit === undefined ? {} : { unit }),
    }))
    return ok({ measurements, rejected: [] })
  },
}

/** A message of the room; text goes as it is. */
export function message(payload: unknown, receivedAt = NOON): RawMessage {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload)
  return {
    organisation: 'odense',
    device: 'room-1',
    topic: 'odense/room-1/up',
    payload: Buffer.from(text),
    receivedAt,
  }
}

/** One temperature; `minute` makes it another reading. */
export function temperature(minute: number, value = 21): RawMessage {
  return message([['temperature', value, NOON - minute * 60_000]])
}

/** The way of a message, with what it published and logged. */
export type TestIngest = {
  readonly ingest: Ingest
  readonly frames: { readonly topic: string; readonly payload: string }[]
  readonly lines: string[]
  /** Resolves when every message is on disk; rejects with the first that is not. */
  send(...messages: readonly RawMessage[]): Promise<void>
  /** Resolves when the store has everything. */
  delivered(): Promise<void>
}

/** The whole way in a folder, into a store, without waits between retries. */
export async function openTestIngest(
  folder: string,
  store: TimeSeriesStore,
  more: Partial<IngestDeps> = {},
): Promise<TestIngest> {
  const frames: { topic: string; payload: string }[] = []
  const lines: string[] = []
  const ingest = await openIngest({
    folder,
    store,
    deviceOf: (organisation, name) =>
      organisation === room.organisation && name === room.name ? room : undefined,
    decoderByFormat: (format) => (format === pairs.format ? pairs : undefined),
    publish: (topic, payload) => frames.push({ topic, payload }),
    log: { warn: (_, text) => lines.push(text), info: (_, text) => lines.push(text) },
    now: () => NOON,
    random: () => 0,
    ...more,
  })
  return {
    ingest,
    frames,
    lines,
    async send(...messages) {
      await Promise.all(messages.map((one) => ingest.accept(one)))
    },
    delivered: () => until(() => ingest.metrics().waitingMessages === 0),
  }
}

/** Every reading the store has of a point, from a time on, oldest first. */
export async function stored(
  store: TimeSeriesStore,
  point: string,
  from = 0,
): Promise<{ observedAt: number; value: number }[]> {
  const found = []
  for await (const chunk of store.readings({ points: [point], from, to: 1e14 })) {
    for (const [index, observedAt] of chunk.observedAt.entries()) {
      found.push({ observedAt, value: chunk.value[index] ?? Number.NaN })
    }
  }
  return found
}

/** The store with a `write` of the test's own, which may pass on to the real one. */
export function withWrite(
  store: TimeSeriesStore,
  write: (readings: readonly Reading[]) => Promise<void>,
): TimeSeriesStore {
  return { ...store, write: (readings) => write([...readings]) }
}

/** Polls until it is so; fails after ten seconds. */
export async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error('it did not become so within ten seconds')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
