import { pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'

/** What `mosquitto_passwd` itself uses. */
const ITERATIONS = 101
/** Mosquitto accepts salts of exactly this size, and hashes of exactly that. */
const SALT_BYTES = 12
const HASH_BYTES = 64

/** A password as a line of Mosquitto's password file has it: `$7$<iterations>$<salt>$<hash>`. */
export function hashForMosquitto(password: string, salt: Uint8Array = randomBytes(12)): string {
  const hash = pbkdf2Sync(password, salt, ITERATIONS, HASH_BYTES, 'sha512')
  return `$7$${ITERATIONS}$${Buffer.from(salt).toString('base64')}$${hash.toString('base64')}`
}

/** Whether the password is the one behind the hash. False for a hash of another kind. */
export function verifyMosquittoHash(hash: string, password: string): boolean {
  const [, iterations, saltText = '', expectedText = ''] =
    /^\$7\$(\d{1,7})\$([\w+/]+=*)\$([\w+/]+=*)$/.exec(hash) ?? []
  const salt = Buffer.from(saltText, 'base64')
  const expected = Buffer.from(expectedText, 'base64')
  const rounds = Number(iterations)
  if (!(rounds >= 1) || salt.length !== SALT_BYTES || expected.length !== HASH_BYTES) return false
  return timingSafeEqual(pbkdf2Sync(password, salt, rounds, HASH_BYTES, 'sha512'), expected)
}
