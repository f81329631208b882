import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reading } from '@bypuls/model'
import { findProgram, type Influxd, startInfluxd } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { all, newestOf, raw } from '../stores-under-test.js'
import { addressOf, makeBucket } from './serve.js'
import { openInfluxdbStore } from './store.js'

const ONE: readonly Reading[] = [
  { point: 'skole.lokale.co2', observedAt: Date.parse('2026-11-02'), value: 1, flag: 'good' },
]

describe.skipIf(findProgram('influxd') === null)('an InfluxDB that is set up wrong', () => {
  let folder: string
  let server: Influxd
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'influxd-'))
    server = await startInfluxd(folder)
  })
  afterAll(async () => {
    await server.stop('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  })

  const WRONG: readonly [
    string,
    (server: Influxd) => { address: string; token: string },
    string,
  ][] = [
    [
      'bucket',
      (at) => ({ address: addressOf(at, 'nowhere'), token: at.token }),
      'make the bucket "nowhere" in the organisation "bypuls", or set BYPULS_STORE_URL',
    ],
    [
      'organisation',
      (at) => ({
        address: addressOf({ ...at, organisation: 'nobody' }, at.bucket),
        token: at.token,
      }),
      'BYPULS_STORE_URL',
    ],
    [
      'token',
      (at) => ({ address: addressOf(at, at.bucket), token: 'not-the-token' }),
      'set BYPULS_STORE_TOKEN to a token of this server',
    ],
  ]

  test.each(WRONG)(
    'an unknown %s keeps the readings and says the remedy',
    async (_, of, remedy) => {
      const store = openInfluxdbStore(of(server))

      await expect(store.write(ONE)).rejects.toMatchObject({
        kind: 'misconfigured',
        message: expect.stringContaining(remedy),
      })
      await expect(store.oldest(['a.b.c'])).rejects.toMatchObject({ kind: 'misconfigured' })
      expect(await store.health()).toMatchObject({
        ok: false,
        detail: expect.stringContaining(remedy),
      })
      await store.close()
    },
  )

  test('a token that may only read is told', async () => {
    const token = await tokenFor(server, ['read'])
    const store = openInfluxdbStore({ address: addressOf(server, server.bucket), token })

    await expect(store.write(ONE)).rejects.toMatchObject({
      kind: 'misconfigured',
      message: expect.stringContaining('BYPULS_STORE_TOKEN'),
    })
    expect(await store.health()).toMatchObject({ ok: false })
    await store.close()
  })

  test('a token for this bucket alone is enough', async () => {
    const token = await tokenFor(server, ['read', 'write'])
    const store = openInfluxdbStore({ address: addressOf(server, server.bucket), token })

    await store.write(ONE)
    await store.remove({ points: ['skole.lokale.co2'], from: 0, to: 4e12 })

    expect(await store.health()).toEqual({ ok: true })
    await store.close()
  })

  test('a bucket that forgets sooner than wished is told', async () => {
    const day = 86_400
    await makeBucket(server, 'short', 30 * day)
    const options = { address: addressOf(server, 'short'), token: server.token }
    const forEver = openInfluxdbStore(options)
    const forAMonth = openInfluxdbStore({ ...options, retentionMs: 30 * day * 1_000 })

    expect(await forEver.health()).toEqual({
      ok: false,
      detail: 'The bucket "short" keeps readings for 30 days, and they should be kept for ever.',
      remedy:
        'Give the bucket a longer retention (influx bucket update --retention), or set BYPULS_RETENTION to at most 30 days.',
    })
    expect(await forAMonth.health()).toEqual({ ok: true })
    await forEver.close()
    await forAMonth.close()
  })

  test('one reading in 5 000 that the server cannot take is refused in its words, the rest is stored', async () => {
    await makeBucket(server, 'poison')
    const address = addressOf(server, 'poison')
    const week = Date.parse('2026-11-02')
    await writeLine(server, 'poison', `readings,place=kaelder,site=skole radon=5i ${week}`)
    const store = openInfluxdbStore({ address, token: server.token })
    const batch = Array.from({ length: 5_000 }, (_, n): Reading => {
      const point = n === 3_210 ? 'skole.kaelder.radon' : `skole.lokale-${n % 50}.co2`
      return { point, observedAt: week + n * 1_000, value: n, flag: 'good' }
    })

    const refused: string[] = []
    const halve = async (readings: readonly Reading[]): Promise<void> => {
      try {
        await store.write(readings)
      } catch (error) {
        expect(error).toMatchObject({ kind: 'refused' })
        if (readings.length === 1) refused.push(`${readings[0]?.point}: ${String(error)}`)
        else {
          await halve(readings.slice(0, readings.length / 2))
          await halve(readings.slice(readings.length / 2))
        }
      }
    }
    await halve(batch)

    expect(refused).toEqual([
      expect.stringMatching(
        /^skole\.kaelder\.radon: .*field type conflict.*another program has written "radon" of "readings" as integer/,
      ),
    ])
    const points = Array.from({ length: 50 }, (_, n) => `skole.lokale-${n}.co2`)
    let stored = 0
    for await (const { value } of store.readings({ points, from: 0, to: 4e12 }))
      stored += value.length
    expect(stored).toBe(4_999)
    await store.close()
  })

  test('numbers are found behind a week in which another program wrote text or whole numbers', async () => {
    await makeBucket(server, 'mixed')
    const week = Date.parse('2026-11-02')
    const next = week + 7 * 86_400_000
    await writeLine(
      server,
      'mixed',
      [
        `readings,place=kontor,site=bad co2="much" ${week}`,
        `readings,place=gang,site=skole voc=7i ${week}`,
      ].join('\n'),
    )
    const options = { address: addressOf(server, 'mixed'), token: server.token }
    const store = openInfluxdbStore(options)
    const at = (metric: string, observedAt: number, value: number): Reading => {
      return { point: `skole.gang.${metric}`, observedAt, value, flag: 'good' }
    }
    await store.write([at('radon', week, 1), at('co2', next, 5), at('voc', next, 8)])
    const points = ['skole.gang.co2', 'skole.gang.voc', 'skole.gang.radon', 'bad.kontor.co2']
    const range = { points, from: 0, to: 4e12 }
    const days = { ...range, widthMs: 86_400_000, originMs: 0, parts: ['sum'] } as const

    expect(await raw(store, range)).toEqual([
      at('co2', next, 5),
      at('voc', week, 7),
      at('voc', next, 8),
      at('radon', week, 1),
    ])
    expect(await raw(store, { ...range, order: 'newest-first', limit: 1 })).toEqual([
      at('co2', next, 5),
      at('voc', next, 8),
      at('radon', week, 1),
    ])
    expect((await all(store.windows(days))).map(({ point, sum }) => [point, sum]).sort()).toEqual([
      ['skole.gang.co2', 5],
      ['skole.gang.radon', 1],
      ['skole.gang.voc', 7],
      ['skole.gang.voc', 8],
    ])
    expect((await newestOf(store)).map(({ value }) => value).sort()).toEqual([1, 5, 8])
    await store.close()
  })
})

test.each([
  ['//host/organisation', /expected influxdb:\/\/host:8086\/organisation\/bucket/],
  ['//host:8086/a/b/c', /is "influxdb:\/\/host:8086\/a\/b\/c"/],
  ['//host:8086/a/b?tls=perhaps', /expected/],
  ['//host:8086/a/b"%20|>%20drop', /expected/],
  ['//somebody:secret@host:8086/a/b', /put the token into BYPULS_STORE_TOKEN/],
])('refuses the address %s', (address, message) => {
  const open = () => openInfluxdbStore({ address, token: 'a-token' })

  expect(open).toThrow(message)
  expect(open).not.toThrow(/secret@/)
})

test('asks for a token by the name of its setting, and never repeats one', () => {
  const address = '//host:8086/a/b'

  expect(() => openInfluxdbStore({ address })).toThrow(/BYPULS_STORE_TOKEN is not set/)
  expect(() => openInfluxdbStore({ address, token: 'a b\n' })).toThrow(/BYPULS_STORE_TOKEN holds/)
})

async function writeLine({ url, token, organisation }: Influxd, bucket: string, line: string) {
  const path = `${url}/api/v2/write?org=${organisation}&bucket=${bucket}&precision=ms`
  const headers = { authorization: `Token ${token}` }
  const { status } = await fetch(path, { method: 'POST', headers, body: line })
  if (status !== 204) throw new Error(`not written: ${status}`)
}

/** A token that may do so much with the server's bucket, and nothing else. */
async function tokenFor(server: Influxd, actions: readonly string[]): Promise<string> {
  const { url, token, organisation, bucket } = server
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
  const found = await fetch(`${url}/api/v2/buckets?org=${organisation}&name=${bucket}`, { headers })
  const text = await found.text()
  const id = /"id":\s*"([0-9a-f]+)"/.exec(text)?.[1]
  const orgID = /"orgID":\s*"([0-9a-f]+)"/.exec(text)?.[1]
  const permissions = actions.map((action) => ({
    action,
    resource: { type: 'buckets', id, orgID },
  }))
  const body = JSON.stringify({ orgID, permissions })
  const made = await fetch(`${url}/api/v2/authorizations`, { method: 'POST', headers, body })
  return /"token":\s*"([^"]+)"/.exec(await made.text())?.[1] ?? ''
}
