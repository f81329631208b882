import type { Entry, Reading } from '@bypuls/model'
import { openMemoryStore, StoreError } from '@bypuls/stores'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { createRules, type Rules, type RulesDeps } from './entries.js'
import { arrivals, entriesOf, heat, SWAPPED } from './testing/arrivals.js'
import { HEAT, linkOf, openCounterRegistry, POWER } from './testing/counter-registry.js'

const HOUR = 3_600_000
const open: Rules[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((rules) => rules.close()))
})

function openRules(options: Partial<RulesDeps> = {}, lookingBack = true) {
  const [store, registry] = [openMemoryStore(), openCounterRegistry()]
  const rules = createRules({
    store: lookingBack ? store : withoutThePast(store),
    registry,
    gatherMs: 0,
    retryMs: 1,
    onFailure: (error) => {
      throw error
    },
    ...options,
  })
  open.push(rules)
  const arrive = async (readings: readonly Reading[]) => {
    await store.write(readings)
    rules.touched(readings)
  }
  return { store, registry, rules, arrive }
}

/** The broken twin's store: its answers never reach back before what was touched. */
function withoutThePast(store: RulesDeps['store']): RulesDeps['store'] {
  let questions = 0
  return {
    readings: (query) =>
      store.readings(
        query.order === undefined ? { ...query, from: query.from + 16 * HOUR } : query,
      ),
    /** Asked for what lies before a range, then for what lies behind it. */
    async around(points, at) {
      questions += 1
      const found = await store.around(points, at)
      return questions % 2 === 0 ? found : found.map(({ before: _, ...after }) => after)
    },
  }
}

test('a reset in order becomes an offset', async () => {
  const { registry, rules, arrive } = openRules()

  for (const reading of heat([100, 101, 102, 103, 104, 3, 4])) await arrive([reading])
  await rules.settled()

  expect(registry.entries(HEAT)).toEqual([
    { point: HEAT, kind: 'offset', at: 5 * HOUR, amount: 104, rule: 'reset' },
  ])
})

test('gauges and meters that go on counting in order ask the store nothing', async () => {
  let asked = 0
  const { store, registry, rules } = openRules()
  const counting = createRules({
    registry,
    store: {
      ...store,
      readings: (query) => {
        asked += 1
        return store.readings(query)
      },
    },
    gatherMs: 0,
    onFailure: () => {},
  })
  open.push(counting)
  await rules.settled()
  const first = heat([100, 101, 102, 103, 104])
  await store.write(first)
  counting.touched(first)
  await counting.settled()
  const before = asked

  const next = heat([105, 106, 107, 107, 120], 5 * HOUR)
  await store.write(next)
  counting.touched(next)
  counting.touched(next.slice(-1))
  counting.touched([{ point: POWER, observedAt: 9 * HOUR, value: -5, flag: 'good' }])
  await counting.settled()

  expect(before).toBeGreaterThan(0)
  expect(asked).toBe(before)
  expect(registry.replaced()).toBe(0)
})

test('a glitch that is told apart only later is corrected when the next reading comes', async () => {
  const { registry, rules, arrive } = openRules()
  await arrive(heat([13_420, 13_421, 13_422, 13_423, 0]))
  await rules.settled()
  const early = registry.entries(HEAT)

  await arrive(heat([13_424], 5 * HOUR))
  await rules.settled()

  expect(early).toMatchObject([{ kind: 'offset', at: 4 * HOUR, rule: 'reset' }])
  expect(registry.entries(HEAT)).toEqual([
    { point: HEAT, kind: 'suspect', at: 4 * HOUR, rule: 'glitch' },
  ])
})

test('a swap that is registered afterwards, and taken back, changes the entries', async () => {
  const { registry, rules, arrive } = openRules()
  const swap = linkOf({ from: 2.5 * HOUR, oldFinal: 1_003, newFirst: 10 })
  await arrive(heat([1_000, 1_001, 1_002, 15, 16]))
  await rules.settled()

  registry.setLinks([linkOf({ to: 2.5 * HOUR }), swap])
  await rules.settled()
  const swapped = registry.entries(HEAT)
  registry.setLinks([linkOf({})])
  await rules.settled()

  expect(swapped).toEqual([
    { point: HEAT, kind: 'offset', at: 2.5 * HOUR, amount: 993, rule: 'swap' },
  ])
  expect(registry.entries(HEAT)).toMatchObject([{ at: 3 * HOUR, rule: 'reset' }])
})

test('what a failing store keeps from being recomputed is tried again', async () => {
  const failures: unknown[] = []
  const store = openMemoryStore()
  const readings = heat([100, 101, 102, 103, 3, 4])
  await store.write(readings)
  const { registry, rules } = openRules({
    onFailure: (error) => failures.push(error),
    store: {
      ...store,
      readings: (query) => {
        if (failures.length < 2) throw new StoreError('outage', 'away')
        return store.readings(query)
      },
    },
  })

  rules.touched(readings)
  await rules.settled()

  expect(failures).toHaveLength(2)
  expect(registry.entries(HEAT)).toMatchObject([{ at: 4 * HOUR, rule: 'reset' }])
})

async function entriesAfter(
  { order, batch }: { order: readonly Reading[]; batch: number },
  lookingBack = true,
): Promise<readonly Entry[]> {
  const { registry, rules, arrive } = openRules({}, lookingBack)
  registry.setLinks([linkOf({ to: 20.5 * HOUR }), SWAPPED])
  for (let at = 0; at < order.length; at += batch) {
    await arrive(order.slice(at, at + batch))
    if (at % 2 === 0) await rules.settled()
  }
  await rules.settled()
  await rules.close()
  return registry.entries(HEAT)
}

test('forwards, backwards or shuffled, in any batches: the entries are those of the whole series', async () => {
  await fc.assert(
    fc.asyncProperty(arrivals, async ({ readings, order, batch }) => {
      expect(await entriesAfter({ order, batch })).toEqual(entriesOf(readings))
    }),
    { numRuns: 150 },
  )
})

test('a twin that does not look back from an arrival is caught', async () => {
  const property = fc.asyncProperty(arrivals, async ({ readings, order, batch }) => {
    expect(await entriesAfter({ order, batch }, false)).toEqual(entriesOf(readings))
  })

  expect((await fc.check(property, { numRuns: 150 })).failed).toBe(true)
})
