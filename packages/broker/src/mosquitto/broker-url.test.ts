import { expect, test } from 'vitest'
import { parseBrokerUrl } from './broker-url.js'

test.each([
  ['mqtt://broker', { host: 'broker', port: 1883, isTls: false, url: 'mqtt://broker:1883' }],
  ['mqtts://broker', { host: 'broker', port: 8883, isTls: true, url: 'mqtts://broker:8883' }],
  ['mqtt://[::1]:1884/x', { host: '::1', port: 1884, isTls: false, url: 'mqtt://[::1]:1884' }],
])('%s is a place', (text, place) => {
  expect(parseBrokerUrl(text)).toEqual(place)
})

test.each(['', 'broker:1883', 'http://broker:1883', 'mqtt://'])('%j is none', (text) => {
  expect(() => parseBrokerUrl(text)).toThrow(
    'BYPULS_BROKER_URL: expected mqtt://host:1883 or mqtts://host:8883',
  )
})

test('a URL with a password in it is refused without repeating it', () => {
  expect(() => parseBrokerUrl('mqtt://bypuls:secret@broker')).toThrow(/BYPULS_BROKER_USERNAME/)
  expect(() => parseBrokerUrl('mqtt://bypuls:secret@broker')).not.toThrow(/secret/)
})
