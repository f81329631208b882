import { afterEach, beforeEach, expect, test } from 'vitest'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'
import { NOON } from './testing/town.js'

let api: TestApi
let now = NOON
beforeEach(async () => {
  now = NOON
  api = await openTestApi({ now: () => now })
})
afterEach(() => api.close())

test('a wrong credential is 401 even where none is needed', async () => {
  const answer = await api.get('/api/v1/sites', 'wrong')

  expect(answer.status).toBe(401)
  expect(answer.headers.get('www-authenticate')).toContain('Bearer')
})

test('the eleventh attempt within a minute is 429, a right one too, and a minute later is not', async () => {
  for (let attempt = 0; attempt < 10; attempt++) await api.get('/api/v1/sites', `wrong-${attempt}`)

  const wrong = await api.get('/api/v1/sites', 'wrong')
  const right = await api.get('/api/v1/sites', OPERATOR)
  const without = await api.get('/api/v1/sites')
  now += 61_000
  const later = await api.get('/api/v1/sites', OPERATOR)

  expect([wrong.status, right.status, without.status, later.status]).toEqual([429, 429, 200, 200])
  expect(wrong.headers.get('retry-after')).toBe('60')
})

test('behind a proxy that is trusted, one client’s failures are not another’s', async () => {
  const behind = await openTestApi({ trustedProxies: ['127.0.0.1'] })
  const ask = (token: string, client: string) =>
    fetch(`${behind.url}/api/v1/sites`, {
      headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': client },
    })
  for (let attempt = 0; attempt < 10; attempt++) await ask(`wrong-${attempt}`, '203.0.113.5')

  const same = await ask(OPERATOR, '203.0.113.5')
  const other = await ask(OPERATOR, '203.0.113.6')

  expect([same.status, other.status]).toEqual([429, 200])
  await behind.close()
})

test('a device may name itself or be named by the path', async () => {
  const path = `${api.url}/api/v1/devices/alpha/box/messages`
  const basic = `Basic ${Buffer.from('alpha/box:alpha-password').toString('base64')}`

  const answers = await Promise.all(
    [basic, 'Bearer alpha-password', 'Bearer beta-password'].map((authorization) =>
      fetch(path, { headers: { authorization } }),
    ),
  )

  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401])
})
