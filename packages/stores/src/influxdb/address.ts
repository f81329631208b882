import { StoreError } from '../store-error.js'

/** Where readings go: an InfluxDB 2 server, and a bucket of one of its organisations. */
export type Address = {
  /** `http://host:8086`, without a path. */
  readonly url: string
  readonly organisation: string
  readonly bucket: string
}

/** What may stand in a query's string and in a URL without another meaning. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,99}$/u

/**
 * Reads what follows `influxdb:`, as in `//host:8086/organisation/bucket?tls=true`. Rejects with
 * `misconfigured`, naming the setting; a URL that holds a password is not repeated.
 */
export function parseAddress(address: string): Address {
  const url = parseUrl(address)
  if (url.username !== '' || url.password !== '') {
    throw wrong('holds a user or a password', 'put the token into BYPULS_STORE_TOKEN')
  }
  const { organisation, bucket, more } = namesIn(url, address)
  if (more || !NAME.test(organisation) || !NAME.test(bucket)) throw notUnderstood(address)
  const tls = url.searchParams.get('tls') ?? 'false'
  const others = [...url.searchParams.keys()].filter((key) => key !== 'tls')
  if (others.length > 0 || !['true', 'false'].includes(tls)) throw notUnderstood(address)
  const port = url.port === '' ? '8086' : url.port
  return {
    url: `${tls === 'true' ? 'https' : 'http'}://${url.hostname}:${port}`,
    organisation,
    bucket,
  }
}

function parseUrl(address: string): URL {
  if (!address.startsWith('//')) throw notUnderstood(address)
  try {
    // As an unknown scheme, so that no port is the default one and left out.
    return new URL(`influxdb:${address}`)
  } catch {
    throw notUnderstood(address.replace(/\/\/.*@/, '//…@'))
  }
}

function namesIn({ pathname }: URL, address: string) {
  try {
    const [, organisation = '', bucket = '', ...rest] = pathname.split('/').map(decodeURIComponent)
    return { organisation, bucket, more: rest.some((name) => name !== '') }
  } catch {
    throw notUnderstood(address)
  }
}

function notUnderstood(address: string): StoreError {
  return wrong(
    `is "influxdb:${address}"`,
    'expected influxdb://host:8086/organisation/bucket, perhaps with ?tls=true',
  )
}

function wrong(what: string, remedy: string): StoreError {
  return new StoreError('misconfigured', `BYPULS_STORE_URL ${what}: ${remedy}`)
}
