import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { InfluxDB, RequestTimedOutError } from '@influxdata/influxdb-client'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'
import { toStoreError, unexpectedAnswer } from './errors.js'

/** One request; `expected` is the only status that counts as done. */
export type Exchange = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: string
  readonly contentType?: string
  readonly expected: number
  /** How long nothing may come from the server; a silent one is an outage. */
  readonly silenceMs: number
}

/** A server that is spoken to. Rejects with `StoreError` only, whatever happens below. */
export type Connection = {
  readonly address: Address
  /** Resolves when the whole answer has come with the expected status; its bytes go to `take`. */
  exchange(exchange: Exchange, take?: (chunk: Uint8Array) => void): Promise<void>
  close(): void
}

/** Speaks to nobody yet: a server that is away shows with the first request. */
export function createConnection(address: Address, token: string): Connection {
  const Agent = address.url.startsWith('https:') ? HttpsAgent : HttpAgent
  const agent = new Agent({ keepAlive: true })
  const client = new InfluxDB({
    url: address.url,
    token,
    // Our own timer ends a request; the library's would leave its socket open.
    timeout: 0,
    transportOptions: { agent },
    writeOptions: { maxRetries: 0 },
  })
  const { transport } = client

  return {
    address,
    exchange: (exchange, take) =>
      new Promise<void>((resolve, reject) => {
        const ended = new AbortController()
        const timer = setTimeout(() => {
          fail(new RequestTimedOutError())
          ended.abort()
        }, exchange.silenceMs)
        const fail = (error: unknown) => {
          clearTimeout(timer)
          reject(toStoreError(error, address))
        }
        let status = 0

        transport.send(exchange.path, exchange.body ?? '', optionsOf(exchange, ended.signal), {
          responseStarted(_, statusCode = 0) {
            status = statusCode
          },
          next(chunk) {
            timer.refresh()
            if (status === exchange.expected) take?.(chunk)
          },
          error: fail,
          complete() {
            clearTimeout(timer)
            if (status === exchange.expected) resolve()
            else reject(unexpectedAnswer(status, exchange.expected, address))
          },
        })
      }),
    close: () => agent.destroy(),
  }
}

/** The token as it may stand in a header. Throws `misconfigured`, without the token. */
export function checkToken(token: string | undefined): string {
  if (token === undefined || token === '') {
    throw new StoreError(
      'misconfigured',
      'BYPULS_STORE_TOKEN is not set: InfluxDB asks for a token that may read and write the bucket',
    )
  }
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new StoreError(
      'misconfigured',
      'BYPULS_STORE_TOKEN holds spaces or letters that no token of InfluxDB has: copy it again',
    )
  }
  return token
}

function optionsOf({ method, contentType, expected }: Exchange, signal: AbortSignal) {
  const accept = expected === 204 ? {} : { 'accept-encoding': 'identity' }
  return {
    method,
    signal,
    headers: { ...accept, ...(contentType && { 'content-type': contentType }) },
  }
}
