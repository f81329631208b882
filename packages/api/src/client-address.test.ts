import { expect, test } from 'vitest'
import { createClientAddress } from './client-address.js'

const addressOf = createClientAddress(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])

test.each([
  ['without a proxy', '203.0.113.5', undefined, '203.0.113.5'],
  ['behind a proxy', '10.1.2.3', '203.0.113.5', '203.0.113.5'],
  ['behind two proxies', '192.0.2.7', '203.0.113.5, 10.0.0.9', '203.0.113.5'],
  ['by IPv6', 'fd00::1', '2001:db8::5', '2001:db8::5'],
  ['by a socket of both families', '::ffff:10.1.2.3', '203.0.113.5', '203.0.113.5'],
  [
    'with a header that the client wrote itself',
    '10.1.2.3',
    '198.51.100.1, 203.0.113.5',
    '203.0.113.5',
  ],
  ['from somebody who is no proxy', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
  ['with a header that names nobody', '10.1.2.3', 'unknown', '10.1.2.3'],
])('%s', (_, remote, forwarded, expected) => {
  expect(addressOf(remote, forwarded)).toBe(expected)
})

test.each(['proxy', '10.0.0.0/33', '10.0.0.0/x'])('"%s" is no network', (text) => {
  expect(() => createClientAddress([text])).toThrow('expected an address, or a network')
})
