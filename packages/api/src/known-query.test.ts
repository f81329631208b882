import { Problem } from '@bypuls/model'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { routes } from './routes.js'
import { addressesOf, ask } from './testing/every-request.js'
import { OPERATOR, openTestApi, type TestApi } from './testing/open-test-api.js'

const TARGET = { organisation: 'alpha', site: 'alpha-open' }

let api: TestApi
beforeAll(async () => {
  api = await openTestApi()
})
afterAll(() => api.close())

test.each(routes.map((route) => [route.method, route.path, route] as const))(
  '%s %s refuses a parameter that it does not know, and lists those it does',
  async (_method, _path, route) => {
    const path = addressesOf(route, TARGET).at(-1) ?? ''
    const address = `${path}${path.includes('?') ? '&' : '?'}windwo=P1D`

    const { status, text } = await ask(api, {
      route,
      address,
      target: TARGET,
      authorization: `Bearer ${OPERATOR}`,
    })

    const known = Object.keys(route.query.shape).join(', ') || 'none'
    expect(status).toBe(400)
    expect(Problem.parse(JSON.parse(text)).errors).toContainEqual({
      path: 'windwo',
      message: `no such parameter here (got "P1D"); expected ${known}`,
    })
  },
)

test('a refused write has changed nothing', () => {
  expect(api.registry.written).toEqual([])
})

test('unknown parameters and bad values are told together', async () => {
  const path =
    '/api/v1/points/alpha-open.room-1.co2/windows?window=PT7M&timezones=UTC&timezones=CET'

  const { errors = [] } = await api.read(Problem, path)

  expect(errors.map((error) => error.path)).toEqual(['timezones', 'window'])
  expect(errors[0]?.message).toContain('(got ["UTC","CET"])')
})

test('who may not see a site learns nothing from its parameters', async () => {
  const { status } = await api.get('/api/v1/sites/alpha-own?x=1')

  expect(status).toBe(404)
})
