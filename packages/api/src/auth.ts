import { createHash, timingSafeEqual } from 'node:crypto'
import type { Caller, Registry } from '@bypuls/registry'
import { createFailures } from './failures.js'
import { HttpProblem } from './problem.js'
import { unauthorised } from './rule.js'

export type AuthDeps = {
  readonly registry: Pick<Registry, 'authenticateDevice' | 'authenticateToken' | 'refusedUntil'>
  readonly operatorToken: string
  readonly now: () => number
}

export type Attempt = {
  /** The `Authorization` header. */
  readonly authorization: string | undefined
  readonly address: string
  /** The device that the path names: its password is then taken as a bearer too. */
  readonly device?: { readonly organisation: string; readonly device: string }
}

/**
 * Who asks: by nothing, `Bearer` (the operator's token, an organisation's, or a device's password where
 * the path names the device) or `Basic` (a device's user name and password).
 * A wrong credential is 401, never "anyone"; after ten of them in a minute the address gets 429.
 */
export function createAuthenticator({ registry, operatorToken, now }: AuthDeps) {
  const failures = createFailures(now)

  return async function authenticate(attempt: Attempt): Promise<Caller> {
    if (attempt.authorization === undefined) return { kind: 'anyone' }
    const waitS = failures.waitS(attempt.address)
    if (waitS > 0) throw tooMany(waitS)
    const caller = await identify(attempt)
    if (caller !== null) return caller
    failures.add(attempt.address)
    throw unauthorised('The credential is wrong or no longer good.')
  }

  async function identify({ authorization = '', ...attempt }: Attempt): Promise<Caller | null> {
    const [scheme = '', secret = ''] = authorization.split(/ +/, 2)
    if (secret === '') return null
    if (scheme.toLowerCase() === 'basic') return basic(secret, attempt.address)
    if (scheme.toLowerCase() !== 'bearer') return null
    if (isEqual(secret, operatorToken)) return { kind: 'operator' }
    const token = await registry.authenticateToken(secret)
    if (token !== null) return { kind: 'organisation', ...token }
    if (attempt.device === undefined) return null
    const { organisation, device } = attempt.device
    return asDevice(`${organisation}/${device}`, secret, attempt.address)
  }

  async function basic(encoded: string, address: string): Promise<Caller | null> {
    const text = Buffer.from(encoded, 'base64').toString('utf8')
    const colon = text.indexOf(':')
    if (colon < 0) return null
    return asDevice(text.slice(0, colon), text.slice(colon + 1), address)
  }

  async function asDevice(
    username: string,
    password: string,
    address: string,
  ): Promise<Caller | null> {
    const until = registry.refusedUntil(username, address)
    if (until !== null) throw tooMany(Math.max(1, Math.ceil((until - now()) / 1000)))
    const identity = await registry.authenticateDevice(username, password, address)
    return identity === null ? null : { kind: 'device', ...identity }
  }
}

export type Authenticate = ReturnType<typeof createAuthenticator>

/** Compares digests, so that neither content nor length shows in the time it takes. */
function isEqual(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function tooMany(waitS: number): HttpProblem {
  return new HttpProblem({
    status: 429,
    title: 'Too many wrong credentials',
    detail: `Wait ${waitS} s.`,
    headers: { 'Retry-After': String(waitS) },
  })
}
