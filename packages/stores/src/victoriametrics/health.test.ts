import { expect, test } from 'vitest'
import { parseFigures } from './figures.js'
import { healthOf, retentionOf } from './health.js'
import { createRestarts } from './watch.js'

const flag = (name: string, value: string, isSet = true) =>
  `flag{name="${name}", value="${value}", is_set="${isSet}"} 1`
const page = (...lines: string[]) => [parseFigures(lines.join('\n'))]
const started = (at: number, requests = 1, losses = 0, reachable = 1) =>
  page(
    `vm_app_start_timestamp ${at}`,
    `vm_http_requests_all_total ${requests}`,
    `vm_rpc_connection_errors_total{name="vminsert", addr="storage:8400"} ${losses}`,
    `vm_rpc_vmstorage_is_reachable{name="vminsert", addr="storage:8400"} ${reachable}`,
  )

test.each([
  ['dedup.minScrapeInterval', '0s', '-dedup.minScrapeInterval=1ms'],
  ['influxMeasurementFieldSeparator', '.', '-influxMeasurementFieldSeparator=_'],
  ['usePromCompatibleNaming', 'true', '-usePromCompatibleNaming=false'],
  ['inmemoryDataFlushInterval', '1m0s', '-inmemoryDataFlushInterval=5s'],
  ['storage.maxDailySeries', '1000', '-storage.maxDailySeries=0'],
])('a server with -%s=%s is not well, and the remedy is told', (name, value, remedy) => {
  expect(healthOf(page(flag(name, value)))).toMatchObject({
    ok: false,
    detail: expect.stringContaining(`-${name}=${value}`),
    remedy: expect.stringContaining(remedy),
  })
})

test('a server that forgets after a month, because nobody asked for longer, is not well', () => {
  expect(healthOf(page(flag('retentionPeriod', '1', false)))).toMatchObject({ ok: false })
  expect(healthOf(page(flag('retentionPeriod', '1')))).toEqual({ ok: true })
})

test('a cluster without one of its storages is not well', () => {
  expect(healthOf(started(100, 1, 0, 0))).toMatchObject({ ok: false })
})

test('a cluster that expects more copies than it writes is not well', () => {
  const [one] = page(flag('replicationFactor', '1'))
  const [two] = page(flag('replicationFactor', '2'))
  const [unset] = page(flag('replicationFactor', '', false))
  const both = (...pages: (typeof one)[]) => pages.flatMap((of) => of ?? [])

  expect(healthOf(both(one, two))).toMatchObject({
    ok: false,
    remedy: 'Start vmselect without -replicationFactor',
  })
  expect(healthOf(both(one, unset))).toEqual({ ok: true })
  expect(healthOf(both(two, unset))).toEqual({ ok: true })
  expect(healthOf(both(two, two))).toEqual({ ok: true })
})

test.each([
  ['100y', 100 * 365 * 86_400_000],
  ['1', 31 * 86_400_000],
  ['90d', 90 * 86_400_000],
  ['24h', 86_400_000],
])('reads the retention %s', (value, expected) => {
  expect(retentionOf(page(flag('retentionPeriod', value)))).toBe(expected)
})

test('tells of a restart once', () => {
  const restarts = createRestarts(1)

  const told = [started(100), started(100, 5), started(200), started(200, 7)]

  expect(told.map(restarts.told)).toEqual([false, false, true, false])
})

test('tells of a restart within the same second', () => {
  const restarts = createRestarts(1)

  expect([started(100, 9), started(100, 2)].map(restarts.told)).toEqual([false, true])
})

test('takes two servers behind one address for what they are', () => {
  const restarts = createRestarts(1)

  const told = [started(200), started(100), started(200, 2), started(100, 2)]

  expect(told.map(restarts.told)).toEqual([false, false, false, false])
})

test('tells of a storage that was restarted when it is back', () => {
  const restarts = createRestarts(1)

  const told = [started(1, 1), started(1, 2, 3, 0), started(1, 3, 8, 0), started(1, 4, 8, 1)]

  expect(told.map(restarts.told)).toEqual([false, false, false, true])
})
