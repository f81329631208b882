import { expect, test } from 'vitest'
import { createRepeatingMap } from './repeating-map.js'

test('every key has its value in whatever order it is asked for', () => {
  const map = createRepeatingMap<number>()
  const keys = ['temperature', 'humidity', 'co2', 'noise']
  for (const [value, key] of keys.entries()) map.add(key, value)
  const orders = [
    [0, 1, 2, 3],
    [0, 1, 2, 3],
    [0, 2, 1, 3],
    [3, 3, 0, 0],
    [1, 0, 3, 2],
  ]

  for (const order of orders) {
    expect(order.map((at) => map.get(keys[at] ?? ''))).toEqual(order)
    expect(map.get('unknown')).toBeUndefined()
  }
})

test('what is cleared is gone, also what was asked for last', () => {
  const map = createRepeatingMap<number>()
  map.add('co2', 1)
  map.get('co2')
  map.get('co2')

  map.clear()

  expect(map.get('co2')).toBeUndefined()
  expect(map.size()).toBe(0)
})
