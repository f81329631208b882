import { StoreError } from '../store-error.js'

/** Where a VictoriaMetrics takes and gives what; every one without a slash at its end. */
export type Address = {
  /** Told in messages: `127.0.0.1:8428`. */
  readonly host: string
  /** Takes line protocol. */
  readonly write: string
  /** Takes runs of one series as lines of JSON. */
  readonly import: string
  /** What the questions' paths follow: `<query>/query_range`, `<query>/export`. */
  readonly query: string
  /** Deletes series. */
  readonly remove: string
  /** Makes what was written readable at once; a single server only. */
  readonly flush?: string
  /** Where snapshots are made, which have everything on disk before they answer; a single server only. */
  readonly snapshot?: string
  /** The pages of figures of every process that the addresses name. */
  readonly metrics: readonly string[]
}

const SINGLE = '//host:8428[?tls=true]'
const CLUSTER = '//insert-host:8480,select-host:8481/<tenant>[?tls=true]'
const HOST = /^[a-z0-9.:[\]-]+$/i
const TENANT = /^\d+(:\d+)?$/

/** `//host:8428[/path][?tls=true]`; `misconfigured` where it reads otherwise. */
export function parseSingle(address: string): Address {
  const { base, hosts, path } = parse('victoriametrics', address, SINGLE)
  const [host = ''] = hosts
  if (hosts.length !== 1) throw wrong('victoriametrics', address, SINGLE)
  const root = `${base}${host}${path}`
  return {
    host,
    write: `${root}/write`,
    import: `${root}/api/v1/import`,
    query: `${root}/api/v1`,
    remove: `${root}/api/v1/admin/tsdb/delete_series`,
    flush: `${root}/internal/force_flush`,
    snapshot: `${root}/snapshot`,
    metrics: [`${root}/metrics`],
  }
}

/** `//insert:8480,select:8481/<tenant>[?tls=true]`; `misconfigured` where it reads otherwise. */
export function parseCluster(address: string): Address {
  const { base, hosts, path } = parse('victoriametrics-cluster', address, CLUSTER)
  const [insert, select] = hosts
  const tenant = path.slice(1)
  if (hosts.length !== 2 || !insert || !select || !TENANT.test(tenant)) {
    throw wrong('victoriametrics-cluster', address, CLUSTER)
  }
  return {
    host: `${insert},${select}`,
    write: `${base}${insert}/insert/${tenant}/influx/write`,
    import: `${base}${insert}/insert/${tenant}/prometheus/api/v1/import`,
    query: `${base}${select}/select/${tenant}/prometheus/api/v1`,
    remove: `${base}${select}/delete/${tenant}/prometheus/api/v1/admin/tsdb/delete_series`,
    metrics: [`${base}${insert}/metrics`, `${base}${select}/metrics`],
  }
}

function parse(scheme: string, address: string, form: string) {
  const [front = '', options = ''] = address.split('?', 2)
  const asked = new URLSearchParams(options)
  const tls = asked.get('tls') ?? 'false'
  const known = [...asked.keys()].every((key) => key === 'tls')
  if (!front.startsWith('//') || !known || !['true', 'false'].includes(tls)) {
    throw wrong(scheme, address, form)
  }
  const slash = front.indexOf('/', 2)
  const names = slash === -1 ? front.slice(2) : front.slice(2, slash)
  const hosts = names.split(',')
  if (!hosts.every((host) => HOST.test(host))) throw wrong(scheme, address, form)
  const path = slash === -1 ? '' : front.slice(slash).replace(/\/+$/, '')
  return { base: tls === 'true' ? 'https://' : 'http://', hosts, path }
}

function wrong(scheme: string, address: string, form: string): StoreError {
  const shown = address.replace(/\/\/[^/]*@/, '//…@')
  return new StoreError(
    'misconfigured',
    `BYPULS_STORE_URL is "${scheme}:${shown}": expected ${scheme}:${form}; a token belongs in BYPULS_STORE_TOKEN`,
  )
}
