import { loadavg } from 'node:os'
import type { TimeSeriesStore } from '@bypuls/stores'
import { idle, processorMs, residentBytes } from '../load/process-use.js'
import { SERVED_STORES, withStore } from '../load/served-stores.js'
import type { Bench } from './bench.js'
import { fill, pointsOf, type Span, sizeOf, writeLive } from './store-fill.js'
import { charts, exported, hours, newest, visible } from './store-questions.js'

type Print = Parameters<Bench['run']>[0]

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const POINTS = 1_000
const CITY_POINTS = 60_000
const CITY_ROUNDS = 20
const EXPORTED = 1_000_000

/** How dense the last 30 days are; the year before them has a reading an hour. */
type Density = { readonly stepMs: number; readonly says: string }
const FIVE_MINUTES: Density = { stepMs: 300_000, says: '5 minutes' }
const MINUTE: Density = { stepMs: 60_000, says: 'a minute' }

/** Through `openStore`, as the platform itself: embedded, and on each server that is installed. */
export const storesBench: Bench = {
  name: 'stores',
  title: 'write, history, windows, export and newest values on each store there is',
  async run(print) {
    for (const { name } of SERVED_STORES) await onStore(name, FIVE_MINUTES, print)
  },
}

/** 43 million readings in 30 days, on InfluxDB. */
export const storesMinutesBench: Bench = {
  name: 'stores-minutes',
  title: 'the same on InfluxDB with a reading a minute for 30 days (43 million)',
  run: (print) => onStore('influxdb', MINUTE, print),
}

async function onStore(name: string, density: Density, print: Print): Promise<void> {
  const served = SERVED_STORES.find((one) => one.name === name)
  if (served === undefined) return
  const isHere = await withStore(served, async ({ store, pid }) => {
    const say = (line: Readonly<Record<string, unknown>>) =>
      print({ bench: 'stores', store: name, ...line, loadAverage: loadavg()[0] })
    await measureStore({ store, pid, density, say })
  })
  if (!isHere) console.error(`stores: ${name} is left out, for it is not installed`)
}

async function measureStore(given: {
  readonly store: TimeSeriesStore
  readonly pid: number
  readonly density: Density
  readonly say: Print
}): Promise<void> {
  const { store, pid, density, say } = given
  const to = Math.floor(Date.now() / HOUR_MS) * HOUR_MS - DAY_MS
  const points = pointsOf('wide', POINTS)
  const month = { points, from: to - 30 * DAY_MS, to }
  const year: Span = { points, from: to - 365 * DAY_MS, to: month.from, stepMs: HOUR_MS }

  const write = (what: string, work: () => Promise<object>) => written({ say, pid, what, work })
  const lately: Span = { ...month, from: to - 4 * DAY_MS, stepMs: density.stepMs }
  const before: Span = { ...month, to: lately.from, stepMs: density.stepMs }
  await write(`history: the last 4 days of 1 000 points, every ${density.says}`, () =>
    fill(store, lately),
  )
  await visible(store, POINTS)
  const few = await charts(store, month)
  say({ case: 'one point, 24 h of 10 minutes', readings: sizeOf(lately), ...few, expected: 144 })

  await write(`history: 26 days before, every ${density.says}`, () => fill(store, before))
  await write('history: a year before, every hour', () => fill(store, year))
  const readings = sizeOf(lately) + sizeOf(before) + sizeOf(year)
  const many = await charts(store, month)
  say({
    case: 'one point, 24 h of 10 minutes, with all the history',
    readings,
    timesTheReadings: readings / sizeOf(lately),
    ...many,
    expected: 144,
    p50Ratio: many.p50Ms / few.p50Ms,
    p99Ratio: many.p99Ms / few.p99Ms,
    goal: 'p99 < 50 ms, <= 1.3 times at 10 times the history',
  })
  say({
    case: '1 000 points, 30 days of hours, mean with coverage',
    readings,
    ...(await using(pid, () => hours(store, month, 3))),
    expected: POINTS * 30 * 24,
    goal: '< 1500 ms on InfluxDB',
  })
  const perPoint = (sizeOf(lately) + sizeOf(before)) / POINTS
  const some = { ...month, points: points.slice(0, Math.ceil(EXPORTED / perPoint)) }
  say({ case: 'export of a million readings', ...(await exported(store, some)) })

  const city = { points: pointsOf('city', CITY_POINTS), from: to, rounds: CITY_ROUNDS }
  await write(`live: ${CITY_POINTS} points in turn, new series`, () =>
    writeLive(store, { ...city, rounds: 1 }),
  )
  await write(`live: ${CITY_POINTS} points in turn`, () =>
    writeLive(store, { ...city, from: to + 10_000 }),
  )
  const waitedS = await visible(store, POINTS + CITY_POINTS)
  say({
    case: 'newest value of every point',
    readings: readings + CITY_POINTS * (CITY_ROUNDS + 1),
    shownAfterS: waitedS,
    ...(await using(pid, () => newest(store, 3))),
    expected: POINTS + CITY_POINTS,
    goal: '<= 3000 ms on InfluxDB',
  })
}

/** What the work answered, and the processor time that the store and this process used for all of it. */
async function using(pid: number, work: () => Promise<object>) {
  const [storeBefore, ownBefore] = [processorMs(pid), process.cpuUsage()]
  const found = await work()
  const { user, system } = process.cpuUsage(ownBefore)
  const ownCpuMs = Math.round((user + system) / 1_000)
  return { ...found, storeCpuMs: processorMs(pid) - storeBefore, ownCpuMs }
}

async function written(given: {
  readonly say: Print
  readonly pid: number
  readonly what: string
  readonly work: () => Promise<object>
}): Promise<void> {
  const before = processorMs(given.pid)
  const found = await given.work()
  const storeCpuMs = processorMs(given.pid) - before
  given.say({
    case: given.what,
    ...found,
    storeCpuMs,
    storeMemoryMb: Math.round(residentBytes(given.pid) / 1e6),
    idleAfterS: await idle(given.pid, 30_000),
  })
}
