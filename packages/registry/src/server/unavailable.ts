import { DrizzleQueryError } from 'drizzle-orm'
import { DatabaseError } from 'pg'

/**
 * The registry's server cannot be asked now, or not at all. Reading goes on from memory; a write that
 * rejects with it may be tried again. `message` names the setting and the address, `remedy` what to do.
 */
export class RegistryUnavailableError extends Error {
  readonly remedy: string
  /** What an HTTP answer says of it. */
  readonly status = 503

  constructor(message: string, remedy: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'RegistryUnavailableError'
    this.remedy = remedy
  }
}

/** What a failing connection or query means for whoever runs the platform; a bug stays what it is. */
export function toUnavailable(error: unknown, address: string): unknown {
  const cause = error instanceof DrizzleQueryError ? error.cause : error
  if (cause instanceof DatabaseError) return ofServer(cause, address) ?? error
  return isConnectionTrouble(cause) ? unreachable(cause, address) : error
}

/** Nobody answers, or the connection broke. */
function unreachable(cause: Error, address: string): RegistryUnavailableError {
  return new RegistryUnavailableError(
    `BYPULS_REGISTRY_URL: Postgres at ${address} does not answer (${reasonOf(cause)})`,
    'Start Postgres, or correct the address; the platform goes on by itself once it answers.',
    cause,
  )
}

type Meaning = { readonly text: string; readonly remedy: string }

function ofServer(error: DatabaseError, address: string): RegistryUnavailableError | undefined {
  const { code = '' } = error
  const meaning = MEANINGS[code] ?? (isPassing(code) ? PASSING : undefined)
  if (meaning === undefined) return undefined
  const text = `${meaning.text.replace('{address}', address)}: ${error.message}`
  return new RegistryUnavailableError(text, meaning.remedy, error)
}

const WRONG_PASSWORD: Meaning = {
  text: 'BYPULS_REGISTRY_PASSWORD: Postgres at {address} refuses the user or the password',
  remedy:
    'Set BYPULS_REGISTRY_PASSWORD (or BYPULS_REGISTRY_PASSWORD_FILE) to the password of the user in BYPULS_REGISTRY_URL.',
}

const PASSING: Meaning = {
  text: 'BYPULS_REGISTRY_URL: Postgres at {address} cannot do it now',
  remedy: 'Try again; look at the log of Postgres if it lasts.',
}

/** By SQLSTATE. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  '28P01': WRONG_PASSWORD,
  '28000': WRONG_PASSWORD,
  '3D000': {
    text: 'BYPULS_REGISTRY_URL: Postgres at {address} has no such database',
    remedy: 'Make it (createdb), owned by the user in BYPULS_REGISTRY_URL, or correct its name.',
  },
  '42501': {
    text: 'BYPULS_REGISTRY_URL: Postgres at {address} does not allow it',
    remedy: 'Let the user in BYPULS_REGISTRY_URL own the database: it makes its tables in it.',
  },
  '53300': {
    text: 'BYPULS_REGISTRY_URL: Postgres at {address} has no connection left',
    remedy: 'Raise max_connections of Postgres: each process of the platform needs up to six.',
  },
  '53100': {
    text: 'BYPULS_REGISTRY_URL: the disk of Postgres at {address} is full',
    remedy: 'Make room on the disk of Postgres.',
  },
}

/** Connection trouble, a server that starts or stops, and what a timeout ended. */
function isPassing(code: string): boolean {
  return /^(08|57|53)/.test(code) || ['25P03', '40001', '40P01', '55P03'].includes(code)
}

/** The client's own errors have no class: told by where they come from or by their words. */
function isConnectionTrouble(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  if ('syscall' in error || error instanceof AggregateError) return true
  if (error.name !== 'Error') return false
  return /connection|timeout|not queryable|SSL|certificate|TLS|self-signed/i.test(error.message)
}

function reasonOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message === '' ? error.name : error.message
}
