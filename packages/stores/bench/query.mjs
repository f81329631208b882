// Writes a year of a small city into a fresh DuckDB store, asks it what the pages ask, and prints one
// JSON line per figure. Every answer's count is checked against what was written.
//   node packages/stores/bench/query.mjs [--live-hours 48] [--keep FOLDER]
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDuckdbStore } from '../dist/index.js'
import { history, live, MONTH_ROWS, NOW, points, YEAR_START } from './city.mjs'

const DAY = 86_400_000
const { values: options } = parseArgs({
  options: {
    'live-hours': { type: 'string', default: '48' },
    keep: { type: 'string' },
  },
})
const liveHours = Number(options['live-hours'])
const folder = options.keep ?? (await mkdtemp(join(tmpdir(), 'stores-bench-')))
const path = join(folder, 'readings.duckdb')
const historyRows = points.length * 12 * MONTH_ROWS
const liveRows = points.length * liveHours * 360
let store = await openDuckdbStore({ path })

if ((await countOf(points, YEAR_START, NOW)) === 0) {
  await writing('write live', live(liveHours))
  await writing('write history', history())
}
check('rows stored', await countOf(points, YEAR_START, NOW + 366 * DAY), historyRows + liveRows)

await store.close()
const opening = performance.now()
store = await openDuckdbStore({ path })
print('open', { ms: since(opening) })
print('file', { bytesPerRow: round((await stat(path)).size / (historyRows + liveRows)) })

const from30 = NOW - 30 * DAY
await asking('one point, 24 h in 10-minute windows', 50, (n) =>
  windows([points[n % points.length]], NOW - DAY, NOW, 600_000, ['count', 'sum']),
)
await asking('one point, 24 h of live values in 10-minute windows', 50, (n) =>
  windows([points[n % points.length]], NOW, NOW + DAY, 600_000, ['count', 'sum']),
)
await asking('one point, 30 d hourly, over live values too', 20, (n) =>
  windows([points[n % points.length]], NOW - 28 * DAY, NOW + 2 * DAY, 3_600_000, ['count', 'sum']),
)
await asking('10 counters, a year of days', 10, () =>
  windows(points.slice(0, 10), YEAR_START, NOW, DAY, ['first', 'last', 'firstAt', 'lastAt']),
)
await asking('all points, 30 d hourly mean', 10, () =>
  windows(points, from30, NOW, 3_600_000, ['count', 'sum']),
)
await asking('around, 10 counters', 20, () => around(points.slice(0, 10), NOW - 90 * DAY))
await asking('newest 100 readings of one point', 20, (n) =>
  readings({
    points: [points[n % points.length]],
    from: 0,
    to: NOW + 366 * DAY,
    limit: 100,
    order: 'newest-first',
  }),
)
await rate('readings, 10 points', 10 * 12 * MONTH_ROWS, () =>
  readings({ points: points.slice(0, 10), from: YEAR_START, to: NOW }),
)
await rate('readings of a month, all points', points.length * MONTH_ROWS, () =>
  readings({ points, from: NOW - MONTH_ROWS * 300_000, to: NOW }),
)
if (store.exportParquet !== undefined) {
  const target = join(folder, 'export.parquet')
  const query = { points, from: YEAR_START, to: NOW }
  await rate('parquet, everything', historyRows, () => store.exportParquet(query, target))
  print('parquet file', { bytesPerRow: round((await stat(target)).size / historyRows) })
  await rm(target)
}
await store.close()

store = await openDuckdbStore({ path: join(folder, 'wide.duckdb') })
const thousand = Array.from({ length: 1_000 }, (_, n) => `wide.place-${n}.co2`)
const crowd = Array.from({ length: 60_000 }, (_, n) => `crowd-${n % 100}.place-${n}.co2`)
await writing('write 1 000 points, interleaved', wide())
await asking('1 000 points, 30 d hourly mean (10-minute values)', 5, () =>
  windows(thousand, YEAR_START, YEAR_START + 30 * DAY, 3_600_000, ['count', 'sum']),
)
await writing('write 60 000 new points', [crowd.map((point) => reading(point, YEAR_START))])
await asking('latest of 60 000 points', 20, () => latest(61_000))
await store.close()
await rm(join(folder, 'wide.duckdb'))
print('memory', { rssMb: rssMb(), peakMb: Math.round(process.resourceUsage().maxRSS / 1_024) })
if (options.keep === undefined) await rm(folder, { recursive: true })

function* wide() {
  for (let hour = 0; hour < 720; hour++) {
    const batch = []
    for (let step = 0; step < 6; step++) {
      const observedAt = YEAR_START + hour * 3_600_000 + step * 600_000
      for (const point of thousand) batch.push(reading(point, observedAt))
    }
    yield batch
  }
}

function reading(point, observedAt) {
  return { point, observedAt, value: (observedAt / 60_000) % 97, flag: 'good' }
}

async function latest(expected) {
  let rows = 0
  for await (const batch of store.latest()) rows += batch.length
  check('latest', rows, expected)
}

async function writing(name, batches) {
  let rows = 0
  let busyMs = 0
  let slowestMs = 0
  for (const batch of batches) {
    const began = performance.now()
    await store.write(batch)
    const ms = performance.now() - began
    rows += batch.length
    busyMs += ms
    slowestMs = Math.max(slowestMs, ms)
  }
  const rowsPerSecond = Math.round(rows / (busyMs / 1_000))
  print(name, { rows, rowsPerSecond, slowestMs: round(slowestMs), rssMb: rssMb() })
}

async function asking(name, times, ask) {
  const spent = []
  for (let n = 0; n < times; n++) {
    const began = performance.now()
    await ask(n)
    spent.push(performance.now() - began)
  }
  spent.sort((a, b) => a - b)
  const at = (share) => round(spent[Math.min(times - 1, Math.floor(times * share))])
  print(name, { times, p50Ms: at(0.5), p99Ms: at(0.99) })
}

async function rate(name, rows, work) {
  const before = rssMb()
  const began = performance.now()
  check(name, await work(), rows)
  const rowsPerSecond = Math.round(rows / ((performance.now() - began) / 1_000))
  print(name, { rows, rowsPerSecond, rssMb: rssMb(), grownMb: rssMb() - before })
}

async function windows(asked, from, to, widthMs, parts) {
  let rows = 0
  const query = { points: asked, from, to, widthMs, originMs: from, parts }
  for await (const batch of store.windows(query)) rows += batch.length
  check('windows', rows, asked.length * Math.ceil((to - from) / widthMs))
}

async function around(asked, at) {
  const found = await store.around(asked, at)
  check('neighbours', found.filter((n) => n.before && n.after).length, asked.length)
}

async function readings(query) {
  let rows = 0
  for await (const chunk of store.readings(query)) rows += chunk.value.length
  return rows
}

async function countOf(asked, from, to) {
  let rows = 0
  const query = { points: asked, from, to, widthMs: 400 * DAY, originMs: from, parts: ['count'] }
  for await (const batch of store.windows(query)) for (const w of batch) rows += w.count
  return rows
}

function check(what, found, expected) {
  if (found !== expected) throw new Error(`${what}: found ${found}, expected ${expected}`)
}

function print(name, figures) {
  console.log(JSON.stringify({ bench: name, ...figures }))
}

function since(began) {
  return round(performance.now() - began)
}

function round(figure) {
  return Math.round(figure * 10) / 10
}

function rssMb() {
  return Math.round(process.memoryUsage.rss() / 1e6)
}
