import { HttpError } from '@influxdata/influxdb-client'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'

/** What a 400 says when a line itself is at fault; any other 400 is ours or the operator's. */
const BAD_LINE = /^unable to parse '/
/** How the lowest layer calls a certificate that it does not trust, or TLS against none. */
const TLS_FAULT = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO|HPE_)/

/** Long answers of a proxy are of no use. */
const LONGEST_WORDS = 500

/**
 * What a failed request means. `refused` is only what names a line of ours (400 `unable to parse`) or
 * points that the engine dropped (422): everything else says nothing about the readings.
 */
export function toStoreError(error: unknown, address: Address): StoreError {
  if (error instanceof StoreError) return error
  if (error instanceof HttpError) return ofAnswer(error, address)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words = error instanceof Error ? error.message || code : String(error)
  if (TLS_FAULT.test(code)) {
    const text = `${address.url} cannot be talked to (${words}): set ?tls=true or false in BYPULS_STORE_URL, or give the server a certificate that this machine trusts`
    return new StoreError('misconfigured', text, { cause: error })
  }
  return new StoreError('outage', `InfluxDB at ${address.url}: ${words}`, { cause: error })
}

/** An answer other than the one asked for, though not an error: something else answers there. */
export function unexpectedAnswer(status: number, expected: number, address: Address): StoreError {
  const text = `${address.url} answered ${status} where InfluxDB 2 answers ${expected}: set BYPULS_STORE_URL to an InfluxDB 2 server`
  return new StoreError('misconfigured', text)
}

function ofAnswer(error: HttpError, address: Address): StoreError {
  const { statusCode } = error
  const words = wordsOf(error)
  const said = `InfluxDB answered ${statusCode}: ${words}`
  const options = { cause: error }
  if (statusCode === 400 && BAD_LINE.test(words)) return new StoreError('refused', said, options)
  if (statusCode === 422) return new StoreError('refused', said + whyConflict(words), options)
  if (statusCode === 408 || statusCode === 429 || statusCode >= 500) {
    return new StoreError('outage', said, { ...options, ...retryAfter(error) })
  }
  return new StoreError('misconfigured', `${said}; ${remedyOf(statusCode, address)}`, options)
}

/** What a conflict of types means, which the server's words alone do not tell. */
function whyConflict(words: string): string {
  const [, field, measurement, type] =
    /input field "([^"]*)" on measurement "([^"]*)" .*already exists as type (\w+)/.exec(words) ??
    []
  if (field === undefined) return ''
  return `; another program has written "${field}" of "${measurement}" as ${type} at about this time, and within a shard (by default a week) a field has one type`
}

function remedyOf(status: number, { url, organisation, bucket }: Address): string {
  if (status === 401) return 'set BYPULS_STORE_TOKEN to a token of this server that is active'
  if (status === 403) {
    return `give the token of BYPULS_STORE_TOKEN the rights to read and write the bucket "${bucket}"`
  }
  if (status === 404) {
    return `make the bucket "${bucket}" in the organisation "${organisation}", or set BYPULS_STORE_URL to one that is there`
  }
  return `check BYPULS_STORE_URL (${url}, organisation "${organisation}", bucket "${bucket}"); the readings are not at fault`
}

/** The store's own words, out of its JSON or whatever a proxy says. */
function wordsOf(error: HttpError): string {
  const { json } = error
  const words: unknown = typeof json === 'object' && json !== null ? json.message : undefined
  const text = typeof words === 'string' ? words : (error.body ?? error.message)
  return text.trim().slice(0, LONGEST_WORDS)
}

/** Seconds or a date (RFC 9110, section 10.2.3); the client library takes the number for milliseconds. */
function retryAfter(error: HttpError): { readonly retryAfterMs?: number } {
  const text = String(error.headers?.['retry-after'] ?? '')
  if (/^\d{1,6}$/.test(text)) return { retryAfterMs: Number(text) * 1_000 }
  const at = Date.parse(text)
  const answered = Date.parse(String(error.headers?.date ?? ''))
  return at > answered ? { retryAfterMs: at - answered } : {}
}
