import { expect, test } from 'vitest'
import { createLatestTable, fillLatest } from './latest.js'
import { CO2, NOON } from './testing/town.js'

test('the newest observation wins, whatever the order of arrival', () => {
  const table = createLatestTable()

  expect(table.update(reading(NOON, 612), NOON + 5)).toBe(true)
  expect(table.update(reading(NOON - 1, 400), NOON + 9)).toBe(false)

  expect(table.get(CO2)).toEqual({
    observedAt: NOON,
    receivedAt: NOON + 5,
    value: 612,
    flag: 'good',
    rule: null,
  })
})

test('a suspect one counts and is marked, but gives way to a good one of the same instant', () => {
  const table = createLatestTable()

  table.update({ ...reading(NOON, 99_999), flag: 'suspect' }, NOON)
  expect(table.get(CO2)).toMatchObject({ value: 99_999, flag: 'suspect', rule: 'range' })

  table.update(reading(NOON, 612), NOON)
  expect(table.update({ ...reading(NOON, 99_999), flag: 'suspect' }, NOON)).toBe(false)
  expect(table.get(CO2)).toMatchObject({ value: 612, flag: 'good', rule: null })
})

test('what the store knows does not replace what has come in meanwhile', async () => {
  const table = createLatestTable()
  table.update(reading(NOON, 612), NOON)

  await fillLatest(table, {
    async *latest() {
      yield [reading(NOON - 60_000, 500), { ...reading(NOON, 21), point: 'skole.room-2.co2' }]
    },
  })

  expect(table.get(CO2)?.value).toBe(612)
  expect(table.get('skole.room-2.co2')).toMatchObject({ value: 21, receivedAt: null })
})

function reading(observedAt: number, value: number) {
  return { point: CO2, observedAt, value, flag: 'good' as const }
}
