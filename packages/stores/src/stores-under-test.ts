import { join } from 'node:path'
import type { PartName, Reading, WindowParts } from '@bypuls/model'
import { findProgram, namedCluster } from '@bypuls/servers'
import { duckdbAdapter } from './adapters/duckdb.js'
import { memoryAdapter } from './adapters/memory.js'
import type { StoreAdapter } from './adapters.js'
import { serveInfluxdb } from './influxdb/serve.js'
import type { TimeSeriesStore } from './store.js'
import { serveCluster, serveVictoriametrics } from './victoriametrics/serve.js'

export const POINT = 'skole.lokale.co2'
export const OTHER = 'skole.gang.co2'
export const THIRD = 'skole.sal.co2'
/** A store's server, or nothing at all for those that need none. */
export type Served = {
  /** The same folder opens the same readings again, another one none. */
  open(folder: string): Promise<TimeSeriesStore>
  stop(): Promise<void>
}
export type StoreUnderTest = {
  readonly name: string
  /** Reopened, it has what was written. */
  readonly isPersistent: boolean
  /** Of two values for one point, time and flag it keeps the higher one, not the later. */
  readonly keepsHighest?: boolean
  /** How far a value may be off when it comes back, as a share of the largest one written with it; 0. */
  readonly valuesWithin?: number
  /** How often the property is tried, where it takes long; 25. */
  readonly runs?: number
  /** Once per test file. */
  serve(): Promise<Served>
}

/** Every store that there is here; the contract's suites run on each. */
export const storesUnderTest: readonly StoreUnderTest[] = [
  embedded(duckdbAdapter, true),
  embedded(memoryAdapter, false),
  ...(findProgram('influxd') === null
    ? []
    : [{ name: 'influxdb', isPersistent: true, serve: serveInfluxdb }]),
  ...victoriametricsUnderTest(),
]

function victoriametricsUnderTest(): StoreUnderTest[] {
  const like = { isPersistent: true, keepsHighest: true, valuesWithin: 1e-12 }
  const cluster = namedCluster()
  const found: StoreUnderTest[] = []
  if (findProgram('victoria-metrics') !== null) {
    found.push({ ...like, name: 'victoriametrics', serve: serveVictoriametrics })
  }
  if (cluster !== null) {
    const serve = () => serveCluster(cluster)
    found.push({ ...like, name: 'victoriametrics-cluster', runs: 10, serve })
  }
  return found
}

function embedded({ scheme, open }: StoreAdapter, isPersistent: boolean): StoreUnderTest {
  return {
    name: scheme,
    isPersistent,
    serve: async () => ({
      open: (folder) => open('', { dataDirectory: join(folder, 'data') }),
      async stop() {},
    }),
  }
}

/** Sums of the same numbers in another order differ in the last bits. */
export function rounded(window: WindowParts): WindowParts {
  const digits = (value: unknown) =>
    typeof value === 'number' ? Number(value.toPrecision(10)) + 0 : value
  const tiny = (value: unknown) => (typeof value === 'number' && Math.abs(value) < 1e-9 ? 0 : value)
  return {
    ...window,
    ...Object.fromEntries(Object.entries(window).map(([k, v]) => [k, digits(tiny(v))])),
  }
}

export function at(observedAt: number, value: number, flag: Reading['flag'] = 'good'): Reading {
  return { point: POINT, observedAt, value, flag }
}

export function other(observedAt: number, value: number, flag: Reading['flag'] = 'good'): Reading {
  return { ...at(observedAt, value, flag), point: OTHER }
}

export function third(observedAt: number, value: number): Reading {
  return { ...at(observedAt, value), point: THIRD }
}

export function minutes(...parts: PartName[]) {
  return { points: [POINT], from: 0, to: 120_000, widthMs: 60_000, originMs: 0, parts }
}

export async function all(batches: AsyncIterable<readonly WindowParts[]>): Promise<WindowParts[]> {
  const rows: WindowParts[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

export type Ask = {
  readonly points?: readonly string[]
  readonly order?: 'oldest-first' | 'newest-first'
  readonly from?: number
  readonly to?: number
  readonly limit?: number
}

export async function raw(store: TimeSeriesStore, ask: Ask = {}): Promise<Reading[]> {
  const rows: Reading[] = []
  const { points = [POINT], from = -1e12, to = 4e12, order = 'oldest-first', limit } = ask
  const query = { points, from, to, order, ...(limit === undefined ? {} : { limit }) }
  for await (const { point, observedAt, value, suspect } of store.readings(query)) {
    observedAt.forEach((time, i) => {
      const flag = suspect[i] === 1 ? 'suspect' : 'good'
      rows.push({ point, observedAt: time, value: value[i] ?? Number.NaN, flag })
    })
  }
  return rows
}

export async function newestOf(store: TimeSeriesStore): Promise<Reading[]> {
  const rows: Reading[] = []
  for await (const batch of store.latest()) rows.push(...batch)
  return rows.sort((a, b) => (a.point < b.point ? -1 : 1))
}
