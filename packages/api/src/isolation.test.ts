import { expect, test } from 'vitest'
import type { Route } from './route.js'
import { routes } from './routes.js'
import { addressesOf, ask, type Target } from './testing/every-request.js'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'
import { NOON } from './testing/town.js'

const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

type Role = { readonly name: string; readonly authorization?: string; readonly of?: string }
const ROLES: readonly Role[] = [
  { name: 'anyone' },
  { name: 'alpha’s reader', authorization: 'Bearer alpha:read', of: 'alpha' },
  { name: 'alpha’s writer', authorization: 'Bearer alpha:write', of: 'alpha' },
  { name: 'alpha’s box', authorization: basic('alpha/box', 'alpha-password'), of: 'alpha' },
  { name: 'alpha’s other box', authorization: basic('alpha/other', 'alpha-password'), of: 'alpha' },
  { name: 'beta’s reader', authorization: 'Bearer beta:read', of: 'beta' },
  { name: 'the operator', authorization: `Bearer ${OPERATOR}`, of: 'everyone' },
]

const TARGETS: readonly Target[] = ['alpha', 'beta'].flatMap((organisation) => [
  { organisation, site: `${organisation}-open` },
  { organisation, site: `${organisation}-own` },
])

/** Words that stand in an organisation's private things only. */
const PRIVATE = [
  { of: 'alpha', word: /alpha-own|secret-of-alpha/ },
  { of: 'beta', word: /beta-own|secret-of-beta/ },
]

/** Every route × role × name, asked for real: where a caller saw or did what is not its own. */
async function leaksOf(table: readonly Route[]): Promise<{ asked: number; leaks: string[] }> {
  const api = await openTestApi({ table })
  await fill(api)
  const cases = table.flatMap((route) =>
    TARGETS.flatMap((target) =>
      addressesOf(route, target).map((address) => ({ route, target, address })),
    ),
  )
  const leaks: string[] = []
  for (const each of cases) {
    const found = await Promise.all(ROLES.map((role) => leakOf(api, role, each)))
    leaks.push(...found.flat())
  }
  await api.close()
  return { asked: cases.length * ROLES.length, leaks }
}

type Case = { readonly route: Route; readonly target: Target; readonly address: string }

async function leakOf(api: TestApi, role: Role, { route, target, address }: Case) {
  const { status, text } = await ask(api, {
    route,
    address,
    target,
    authorization: role.authorization,
  })
  const what = `${role.name}: ${route.method} ${address} → ${status}`
  const isOperator = role.of === 'everyone'
  if (status >= 500) return [`${what} ${text}`]
  if (isOperator && (status === 401 || status === 403)) return [what]
  if (status >= 400) return []
  const told = seen(role, text).map((word) => `${what} tells ${word}`)
  return may(role, route, target) ? told : [what, ...told]
}

async function fill(api: TestApi): Promise<void> {
  for (const { site } of TARGETS) {
    const point = `${site}.room-1.co2`
    await api.store.write([{ point, observedAt: NOON - 60_000, value: 600, flag: 'good' }])
    const value = { observedAt: NOON - 60_000, receivedAt: NOON, value: 600, rule: null }
    api.values.set(point, { ...value, flag: 'good' })
  }
  for (const organisation of ['alpha', 'beta']) {
    await fetch(`${api.url}/api/v1/ingest/${organisation}/box`, {
      method: 'POST',
      headers: { authorization: `Bearer ${organisation}-password` },
      body: `{"secret":"secret-of-${organisation}"}`,
    })
  }
}

/** What the rule promises, said once more in other words. */
function may(role: Role, { rule }: Route, { organisation, site }: Target): boolean {
  const isOperator = role.of === 'everyone'
  if (isOperator || rule === 'anyone' || rule === 'filtered') return true
  if (rule === 'operator' || role.name === 'anyone') {
    return rule !== 'operator' && site.endsWith('-open') && (rule === 'site' || rule === 'point')
  }
  const isToken = role.name.endsWith('reader') || role.name.endsWith('writer')
  const isOwn = role.of === organisation
  if (rule === 'site' || rule === 'point') return site.endsWith('-open') || (isOwn && isToken)
  if (rule === 'own') return true
  const isBox = isOwn && role.name.endsWith('’s box')
  if (rule === 'device') return isBox || (isOwn && isToken)
  return isBox || (isOwn && role.name.endsWith('writer'))
}

function seen(role: Role, text: string): string[] {
  if (role.of === 'everyone') return []
  return PRIVATE.filter(({ of }) => of !== role.of).flatMap(({ word }) => word.exec(text) ?? [])
}

// 1400 requests: seconds, more on a machine that is busy with other things.
test('no route tells or does anything for a caller that has no right to it', {
  timeout: 180_000,
}, async () => {
  const { asked, leaks } = await leaksOf(routes)

  expect(leaks).toEqual([])
  expect(asked).toBeGreaterThan(1_000)
})

test('the same questions find a route whose rule is too wide', async () => {
  const paths = ['/sites/:site', '/devices/:organisation/:device/messages']
  const some = routes.filter(({ path }) => paths.includes(path) || path.startsWith('/ingest'))
  const broken = some.map(
    (route): Route => (paths.includes(route.path) ? { ...route, rule: 'anyone' } : route),
  )

  const { leaks } = await leaksOf(broken)

  expect(leaks).toContainEqual(expect.stringContaining('get /api/v1/sites/beta-own → 200'))
  expect(leaks).toContainEqual(expect.stringContaining('tells secret-of-beta'))
})

test('every route states its rule', () => {
  const rules = ['anyone', 'filtered', 'site', 'point', 'own', 'device', 'device-write', 'operator']

  expect(routes.filter(({ rule }) => !rules.includes(rule))).toEqual([])
})
