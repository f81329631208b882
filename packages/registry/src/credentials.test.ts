import { expect, test } from 'vitest'
import { hashOf, isSecretOf, newSecret, newToken, tokenPrefix } from './credentials.js'

test('a secret has 256 bits and is new each time', () => {
  const secrets = new Set(Array.from({ length: 100 }, newSecret))

  expect(secrets.size).toBe(100)
  for (const secret of secrets) expect(Buffer.from(secret, 'base64url').length).toBe(32)
})

test('a hash tells its own secret from any other', () => {
  expect(hashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(isSecretOf(hashOf('abc'), 'abc')).toBe(true)
  expect(isSecretOf(hashOf('abc'), 'abd')).toBe(false)
  expect(isSecretOf(hashOf('abc'), '')).toBe(false)
})

test('a token carries the prefix that finds it', () => {
  const { prefix, token } = newToken()

  expect(tokenPrefix(token)).toBe(prefix)
  for (const other of ['', 'byp_', token.slice(0, -1), `${token}x`, token.replace('byp', 'gho')]) {
    expect(tokenPrefix(other)).toBeNull()
  }
})
