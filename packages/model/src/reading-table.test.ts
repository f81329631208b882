import { expect, test } from 'vitest'
import type { Reading } from './reading.js'
import { createReadingTable, joinTables, readingsIn } from './reading-table.js'

const READINGS: readonly Reading[] = [
  { point: 'skole.gang.co2', observedAt: 1_000, value: 612, flag: 'good' },
  { point: 'skole.gang.co2', observedAt: 2_000, value: -0, flag: 'good' },
  { point: 'skole.gang.noise-laeq', observedAt: 1_000.5, value: 1e300, flag: 'suspect' },
]

function tableOf(readings: readonly Reading[]) {
  const table = createReadingTable()
  for (const { point, observedAt, value, flag } of readings) {
    table.push(point, observedAt, value, flag)
  }
  return table
}

test('a table gives its readings in order, to the last bit, as often as it is asked', () => {
  const table = tableOf(READINGS)

  expect(table.length).toBe(3)
  for (const _ of [1, 2]) expect([...table]).toEqual(READINGS)
  expect(readingsIn(table, 1, 2)).toEqual([READINGS[1]])
})

test('several tables are one, one after another', () => {
  const [first, ...others] = READINGS

  const joined = joinTables([tableOf(first ? [first] : []), tableOf([]), tableOf(others)])

  expect(joined.length).toBe(3)
  expect([...joined]).toEqual(READINGS)
  expect([...joinTables([])]).toEqual([])
})
