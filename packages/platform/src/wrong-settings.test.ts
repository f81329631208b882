import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type FaultCity, openFaultCity } from './faults/fault-city.js'
import { moreAcknowledged, stopped } from './faults/runs/sent.js'
import { bypuls } from './testing/command.js'
import { testFolder } from './testing/folder.js'
import { until } from './testing/until.js'

const missing = ['mosquitto', 'influxd', 'postgres'].filter((name) => findProgram(name) === null)
const LONG_MS = 120_000

const Parts = z.array(
  z.object({
    name: z.string(),
    ok: z.boolean(),
    detail: z.string().optional(),
    remedy: z.string().optional(),
  }),
)
const Ready = z.object({ parts: Parts })
const Letters = z.object({ items: z.array(z.unknown()) })

/** Moves this process's clock; the others keep theirs. */
const TEN_MINUTES_AHEAD = `--import=data:text/javascript,${encodeURIComponent(
  'const now = Date.now; Date.now = () => now() + 600000',
)}`

describe.skipIf(missing.length > 0)('an operator’s mistake', () => {
  let city: FaultCity
  beforeAll(async () => {
    city = await openFaultCity({ devices: 1 })
  }, LONG_MS)
  afterAll(() => city?.close())

  /** What a process says of one of its parts in /readyz, once it is not well. */
  async function badPart(url: string, name: string) {
    const ask = async () => {
      const { parts } = Ready.parse(await (await fetch(`${url}/readyz`)).json())
      return parts.find((part) => part.name === name && !part.ok)
    }
    return until(`${name} is not well`, ask, 30_000)
  }

  async function doctor(env: Readonly<Record<string, string>>) {
    const { out } = await bypuls(['doctor', '--json'], {
      ...city.stack.env,
      BYPULS_DATA: testFolder(),
      ...env,
    })
    return Parts.parse(JSON.parse(out))
  }

  test.each([
    {
      mistake: 'a bucket that does not exist',
      env: (url: string) => ({ BYPULS_STORE_URL: url.replace(/city$/, 'town') }),
      detail: /town/,
      remedy: /BYPULS_STORE_URL|bucket/i,
    },
    {
      mistake: 'a wrong token',
      env: () => ({ BYPULS_STORE_TOKEN: 'a-wrong-token-that-nobody-gave' }),
      detail: /token|401/i,
      remedy: /BYPULS_STORE_TOKEN/,
    },
  ])(
    '$mistake is told in the log, in doctor and in /readyz, and costs no reading',
    { timeout: LONG_MS },
    async ({ env, detail, remedy }) => {
      const wrong = env(city.stack.env.BYPULS_STORE_URL ?? '')
      await city.kill('ingest', 'SIGTERM')
      const sending = city.send({ perSecond: 200 })
      const ingest = await city.stack.start('ingest', ['ingest'], { env: wrong })
      await moreAcknowledged(sending, 500)

      const part = await badPart(ingest.url, 'store')
      const delivery = await badPart(ingest.url, 'delivery')
      const checks = await doctor(wrong)
      await ingest.stop('SIGTERM')
      await city.restart('ingest')
      const verdict = await city.verdict(await stopped(sending))

      expect(`${part.detail}`).toMatch(detail)
      expect(`${part.remedy}`).toMatch(remedy)
      expect(delivery.ok).toBe(false)
      expect(ingest.log()).toMatch(detail)
      expect(checks.find(({ name }) => name === 'store')).toMatchObject({ ok: false })
      expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0 })
      const letters = await city.api().operator.get('/api/v1/dead-letters')
      expect(Letters.parse(letters).items).toEqual([])
    },
  )

  test('a clock ten minutes off is told in /readyz', { timeout: LONG_MS }, async () => {
    const watch = await city.stack.start('watch-2', ['watch'], {
      env: { NODE_OPTIONS: TEN_MINUTES_AHEAD },
    })

    const clock = await badPart(watch.url, 'clock')
    await watch.stop('SIGTERM')

    expect(clock.detail).toMatch(/clock is (599|600|601) s ahead of the registry’s/)
    expect(clock.remedy).toContain('NTP')
  })

  test('a second process of the same name is refused, and the first goes on', {
    timeout: LONG_MS,
  }, async () => {
    const { code, error } = await bypuls(['start', '--roles', 'ingest'], {
      ...city.stack.env,
      BYPULS_DATA: testFolder(),
      BYPULS_PROCESS: 'ingest',
    })

    expect(code).toBe(1)
    expect(error).toContain('another process of this platform is called "ingest"')
    expect(error).not.toContain('    at ')
    expect((await fetch(`${city.process('ingest').url}/healthz`)).ok).toBe(true)
  })

  test('a Postgres that nobody reaches is named with the remedy, without a stack', {
    timeout: LONG_MS,
  }, async () => {
    const { code, error } = await bypuls(['start', '--roles', 'watch'], {
      ...city.stack.env,
      BYPULS_DATA: testFolder(),
      BYPULS_REGISTRY_URL: 'postgres://bypuls@127.0.0.1:9/bypuls',
    })

    expect(code).toBe(1)
    expect(error).toContain('BYPULS_REGISTRY_URL: Postgres at 127.0.0.1:9')
    expect(error).not.toContain('    at ')
  })

  test('a schema of a newer program is refused, and doctor says so', {
    timeout: LONG_MS,
  }, async () => {
    const url = city.stack.postgres.createDatabase('newer')
    const env = { ...city.stack.env, BYPULS_REGISTRY_URL: url, BYPULS_DATA: testFolder() }
    await bypuls(['organisation', 'list'], env)
    city.stack.postgres.sql(
      'newer',
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('x', 1893456000000)",
    )

    const { code, error } = await bypuls(['start', '--roles', 'watch'], env)
    const checks = await doctor({ BYPULS_REGISTRY_URL: url })

    expect(code).toBe(1)
    expect(error).toContain('newer version of Bypuls')
    expect(checks.filter(({ ok }) => !ok).map(({ detail }) => detail)).toContainEqual(
      expect.stringContaining('newer version of Bypuls'),
    )
  })
})
