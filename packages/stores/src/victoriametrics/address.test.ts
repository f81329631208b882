import { describe, expect, test } from 'vitest'
import { parseCluster, parseSingle } from './address.js'

test('one server takes writes and gives answers at the same address', () => {
  expect(parseSingle('//store.example:8428?tls=true')).toEqual({
    host: 'store.example:8428',
    write: 'https://store.example:8428/write',
    import: 'https://store.example:8428/api/v1/import',
    query: 'https://store.example:8428/api/v1',
    remove: 'https://store.example:8428/api/v1/admin/tsdb/delete_series',
    flush: 'https://store.example:8428/internal/force_flush',
    snapshot: 'https://store.example:8428/snapshot',
    metrics: ['https://store.example:8428/metrics'],
  })
})

test('a server may live below a path', () => {
  expect(parseSingle('//proxy.example/vm/').write).toBe('http://proxy.example/vm/write')
})

test('a cluster takes writes at one address and answers at another, by tenant', () => {
  expect(parseCluster('//insert:8480,select:8481/7:2')).toEqual({
    host: 'insert:8480,select:8481',
    write: 'http://insert:8480/insert/7:2/influx/write',
    import: 'http://insert:8480/insert/7:2/prometheus/api/v1/import',
    query: 'http://select:8481/select/7:2/prometheus/api/v1',
    remove: 'http://select:8481/delete/7:2/prometheus/api/v1/admin/tsdb/delete_series',
    metrics: ['http://insert:8480/metrics', 'http://select:8481/metrics'],
  })
})

describe('what reads otherwise is refused with the form that was expected', () => {
  test.each(['', 'store:8428', '//', '//a,b', '//store:8428?tsl=true', '//store:8428?tls=yes'])(
    'victoriametrics:%s',
    (address) => {
      expect(() => parseSingle(address)).toThrow(
        'expected victoriametrics://host:8428[?tls=true]; a token belongs in BYPULS_STORE_TOKEN',
      )
    },
  )

  test.each(['//insert:8480/7', '//insert:8480,select:8481', '//a,b/x', '//a,b/1/2', '//a,b,c/1'])(
    'victoriametrics-cluster:%s',
    (address) => {
      expect(() => parseCluster(address)).toThrow(/BYPULS_STORE_URL is "victoriametrics-cluster:/)
    },
  )

  test('without the secret that stood in it', () => {
    expect(() => parseSingle('//user:secret@store:8428')).toThrow(
      /"victoriametrics:\/\/…@store:8428"/,
    )
  })
})
