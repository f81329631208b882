import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 256 random bits, as 43 characters of base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** What is kept of a secret. A plain SHA-256 is enough: 256 random bits cannot be guessed back. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Compares in a time that does not tell where the difference is. */
export function isSecretOf(hash: string, secret: string): boolean {
  const expected = Buffer.from(hash, 'hex')
  const given = createHash('sha256').update(secret).digest()
  return expected.length === given.length && timingSafeEqual(expected, given)
}

/** `byp_<prefix>_<secret>`: the prefix finds the token, the whole text is hashed. */
export function newToken(): { readonly prefix: string; readonly token: string } {
  const prefix = randomBytes(6).toString('hex')
  return { prefix, token: `byp_${prefix}_${newSecret()}` }
}

/** The prefix of a token; null for anything that is not one. */
export function tokenPrefix(token: string): string | null {
  return /^byp_([0-9a-f]{12})_[A-Za-z0-9_-]{43}$/.exec(token)?.[1] ?? null
}
