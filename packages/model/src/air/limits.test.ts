import { expect, test } from 'vitest'
import { limitsFor } from './limits.js'

test('NO2 has the guide lines of WHO 2021 and of the directive from 2030', () => {
  expect(limitsFor('no2').map(({ over, value }) => [over, value])).toEqual([
    ['year', 10],
    ['day', 25],
    ['year', 20],
    ['day', 50],
    ['hour', 200],
  ])
})

test('an allowance tells how often a limit may be exceeded', () => {
  expect(limitsFor('pm10').find((limit) => limit.over === 'day' && limit.allowed)).toMatchObject({
    value: 45,
    allowed: { times: 18, of: 'days' },
  })
})

test('what has no limit has none', () => {
  expect(limitsFor('indoor-temperature')).toEqual([])
})
