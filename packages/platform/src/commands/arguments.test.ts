import { expect, test } from 'vitest'
import { deviceName, milliseconds, pairs } from './arguments.js'

test('a length of time is more than nothing and at most a year', () => {
  expect(milliseconds('90s')).toBe(90_000)
  expect(() => milliseconds('0s')).toThrow('at most 366d, got "0s"')
  expect(() => milliseconds('367d')).toThrow('got "367d"')
  expect(() => milliseconds('5')).toThrow('expected a time such as 10s, 5m or 1h, got "5"')
})

test('a device is named with its organisation, and nothing else reaches a path', () => {
  expect(deviceName('odense/sensor-1')).toBe('odense/sensor-1')
  expect(() => deviceName('sensor-1')).toThrow('expected ORGANISATION/DEVICE')
  expect(() => deviceName('../../sites')).toThrow('got "../../sites"')
})

test('a pair without a value is named', () => {
  expect(pairs('co2=a.b.co2')).toEqual([['co2', 'a.b.co2']])
  expect(() => pairs('co2=')).toThrow('expected NAME=VALUE, got "co2="')
})
