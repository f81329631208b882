import type { PoolConfig } from 'pg'
import { RegistryUnavailableError } from './unavailable.js'

/** Where the registry's Postgres is. */
export type Address = {
  /** As messages name it: host, port and database, without user or password. */
  readonly name: string
  /** For the client; `within` bounds how long a query may take, ms. */
  config(within: { readonly queryMs: number }): PoolConfig
}

/**
 * Server settings of each connection: a peer that vanished without a word is noticed on either side
 * within about ten seconds, and with it the locks that its connection holds are free.
 */
const OPTIONS = [
  'application_name=bypuls',
  'tcp_keepalives_idle=4',
  'tcp_keepalives_interval=2',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=10000',
  'idle_in_transaction_session_timeout=20000',
  'search_path=public',
  'timezone=UTC',
]

/** How long the server and we wait for a connection to be made. */
const CONNECT_MS = 5000

/**
 * Takes `postgres://user@host:port/database` apart, with the parameters that the client knows
 * (`?sslmode=`). Throws where it is none, or where a password stands in it.
 */
export function parseAddress(url: string, password: string | undefined): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new RegistryUnavailableError(
      'BYPULS_REGISTRY_URL: this is no address of a registry',
      'Expected "pglite:" or postgres://user@host:5432/database.',
    )
  }
  if (parsed.password !== '' || parsed.searchParams.has('password')) {
    throw new RegistryUnavailableError(
      'BYPULS_REGISTRY_URL: a password stands in the address, where logs and lists of processes show it',
      'Take it out of the address and set BYPULS_REGISTRY_PASSWORD or BYPULS_REGISTRY_PASSWORD_FILE.',
    )
  }
  const own = parsed.searchParams.get('options')
  const name = `${parsed.host}${parsed.pathname}`
  return {
    name,
    config({ queryMs }) {
      const target = new URL(parsed)
      if (password !== undefined) target.password = encodeURIComponent(password)
      const options = [...OPTIONS, `statement_timeout=${queryMs}`].map((option) => `-c ${option}`)
      target.searchParams.set('options', [...options, own ?? ''].join(' ').trim())
      return {
        connectionString: target.href,
        connectionTimeoutMillis: CONNECT_MS,
        // The server ends a query first, where it still hears us.
        query_timeout: queryMs + 3000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 4000,
      }
    },
  }
}
