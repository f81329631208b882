import { expect, test } from 'vitest'
import { createPending } from './pending.js'

test('keeps the newest value of each point, and gives each once', () => {
  const pending = createPending()
  pending.add({ site: 'a', at: 1, values: [['a.b.co2', 1, 400, 'good']] })
  pending.add({ site: 'a', at: 2, values: [['a.b.co2', 2, 500, 'suspect']] })
  pending.add({ site: 'a', at: 3, values: [['a.b.co2', 1, 400, 'good']] })

  expect(pending.take()).toEqual([{ site: 'a', at: 3, values: [['a.b.co2', 2, 500, 'suspect']] }])
  expect(pending.take()).toEqual([])
})
