import { createHash, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Few: iterations slow down the guessing of passwords that people think of, and 256 random bits cannot
 * be guessed at all. The broker computes them in its one thread at each connection: with Mosquitto's
 * own 101, ten thousand devices that come back together would hold it for half a second.
 */
const ITERATIONS = 10

const SALT_BYTES = 12
const HASH_BYTES = 64

/**
 * What is kept of a device's password, as a Mosquitto password file has it: PBKDF2 with HMAC-SHA-512,
 * `$7$<iterations>$<salt>$<hash>`, the last two in base64.
 */
export function passwordHashOf(password: string): string {
  const salt = randomBytes(SALT_BYTES)
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha512')
  return `$7$${ITERATIONS}$${salt.toString('base64')}$${hash.toString('base64')}`
}

/** Compares in a time that does not tell where the difference is. Knows the SHA-256 of older registries. */
export function isPasswordOf(hash: string, password: string): boolean {
  const parts = partsOf(hash)
  if (parts === null) {
    return isSame(Buffer.from(hash, 'hex'), createHash('sha256').update(password).digest())
  }
  const { iterations, salt, expected } = parts
  if (expected.length === 0) return false
  return isSame(expected, pbkdf2Sync(password, salt, iterations, expected.length, 'sha512'))
}

/** Whether a Mosquitto password file can have it; a SHA-256 of an older registry is none. */
export function isMosquittoHash(hash: string): boolean {
  return partsOf(hash) !== null
}

function partsOf(hash: string) {
  const [, iterations, salt, expected] = /^\$7\$(\d{1,7})\$([^$]+)\$([^$]+)$/.exec(hash) ?? []
  if (iterations === undefined || salt === undefined || expected === undefined) return null
  return {
    iterations: Number(iterations),
    salt: Buffer.from(salt, 'base64'),
    expected: Buffer.from(expected, 'base64'),
  }
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return expected.length === given.length && timingSafeEqual(expected, given)
}
