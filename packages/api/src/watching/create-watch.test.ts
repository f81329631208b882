import type { Entry, Reading } from '@bypuls/model'
import {
  openMemoryStore,
  PartialAnswerError,
  StoreError,
  type TimeSeriesStore,
} from '@bypuls/stores'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { createRules } from '../history/entries.js'
import { arrivals, entriesOf, heat, SWAPPED } from '../history/testing/arrivals.js'
import { HEAT, linkOf, openCounterRegistry } from '../history/testing/counter-registry.js'
import { showingLate } from '../testing/showing-late.js'
import { createTouchedQueue } from '../testing/touched-queue.js'
import { createWatch } from './create-watch.js'
import { runsOf } from './runs.js'

const HOUR = 3_600_000
const leaders: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(leaders.splice(0).map((end) => end()))
})

const isCounter = (point: string) => point === HEAT

/** An ingest that stores and hands over, and a watch that somebody may lead. */
function openTown(store: TimeSeriesStore = openMemoryStore()) {
  const registry = { ...openCounterRegistry(), cluster: createTouchedQueue() }
  const failures: unknown[] = []
  const warnings: string[] = []
  const log = { info: () => undefined, warn: (_: object, text: string) => warnings.push(text) }
  const onFailure = (error: unknown) => failures.push(error)
  const watch = createWatch({ registry, store, onFailure, log, pollMs: 1, retryMs: 1 })
  return {
    registry,
    failures,
    warnings,
    async arrive(readings: readonly Reading[]) {
      await store.write(readings)
      await registry.cluster.addTouched(runsOf(readings, isCounter))
    },
    lead() {
      const stop = new AbortController()
      const done = watch(stop.signal)
      const end = async () => {
        stop.abort()
        await done
      }
      leaders.push(end)
      return end
    },
    /** Resolves when nothing is left to do. */
    idle: () =>
      vi.waitFor(() => expect(registry.cluster.waiting()).toBe(0), {
        timeout: 20_000,
        interval: 1,
      }),
  }
}

const RESET = [
  { point: HEAT, kind: 'offset', at: 5 * HOUR, amount: 104, rule: 'reset' },
] as const satisfies readonly Entry[]

test('what is handed over becomes entries, and is forgotten', async () => {
  const { registry, arrive, lead, idle } = openTown()
  lead()

  await arrive(heat([100, 101, 102, 103, 104, 3, 4]))
  await idle()

  expect(registry.entries(HEAT)).toEqual(RESET)
})

test('a meter that goes on counting costs the store no question', async () => {
  const memory = openMemoryStore()
  let asked = 0
  const { arrive, lead, idle, registry } = openTown({
    ...memory,
    readings(query) {
      asked += 1
      return memory.readings(query)
    },
  })
  lead()
  await arrive(heat([100, 101, 102, 103, 104]))
  await idle()
  const before = asked

  await arrive(heat([105, 106, 107], 5 * HOUR))
  await arrive(heat([107, 120], 7 * HOUR))
  await idle()

  expect(before).toBeGreaterThan(0)
  expect(asked).toBe(before)
  expect(registry.replaced()).toBe(0)
})

test('a step in a run that is too large for its time is looked at, though the ends look well', async () => {
  const { registry, arrive, lead, idle } = openTown()
  lead()
  await arrive(heat([100, 101, 102, 103, 104]))
  await idle()

  const MINUTE = 60_000
  await arrive(heat([104, 104, 3_104, 3_104, 104, 104], 5 * HOUR, 10 * MINUTE))
  await arrive(heat([104, 105], 8 * HOUR))
  await idle()

  expect(registry.entries(HEAT)).toMatchObject([
    { kind: 'suspect', at: 5 * HOUR + 20 * MINUTE },
    { kind: 'suspect', at: 5 * HOUR + 30 * MINUTE },
  ])
})

test('waits for readings that the store does not show yet', async () => {
  const { registry, arrive, lead, idle } = openTown(showingLate(3))
  lead()

  await arrive(heat([100, 101, 102, 103, 104, 3, 4]))
  await idle()

  expect(registry.entries(HEAT)).toEqual(RESET)
})

test('readings that never show are given up, and said to be', async () => {
  const { registry, lead, idle, warnings } = openTown()
  await registry.cluster.addTouched(runsOf(heat([100, 3]), isCounter))
  lead()

  await idle()

  expect(warnings).toEqual(['The store does not show readings that it has taken; going on without'])
})

test('an outage of the store, a partial answer and an outage of the registry only delay', async () => {
  const memory = openMemoryStore()
  const troubles = [
    new StoreError('outage', 'away'),
    new StoreError('outage', 'away'),
    new PartialAnswerError('one storage of two is away'),
  ]
  const { registry, arrive, lead, idle, failures } = openTown({
    ...memory,
    readings(query) {
      const trouble = troubles.shift()
      if (trouble !== undefined) throw trouble
      return memory.readings(query)
    },
  })
  const { forgetTouched } = registry.cluster
  let refusals = 2
  registry.cluster.forgetTouched = async (through) => {
    refusals -= 1
    if (refusals >= 0) throw new Error('the registry is away')
    await forgetTouched(through)
  }
  lead()

  await arrive(heat([100, 101, 102, 103, 104, 3, 4]))
  await idle()

  expect(registry.entries(HEAT)).toEqual(RESET)
  expect(failures).toHaveLength(1)
})

test('ends at once when the lead does, also where the store does not answer, and forgets nothing', async () => {
  const memory = openMemoryStore()
  let asked = 0
  const town = openTown({
    ...memory,
    async *readings() {
      asked += 1
      await new Promise(() => undefined)
    },
  })
  const end = town.lead()
  await town.arrive(heat([100, 101, 102, 103, 104, 3, 4]))
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0))

  await end()

  expect(town.registry.cluster.waiting()).toBe(1)
  expect(town.registry.replaced()).toBe(0)
})

test('whoever no longer leads writes nothing any more', async () => {
  const memory = openMemoryStore()
  let release: () => void = () => undefined
  let asked = 0
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const town = openTown({
    ...memory,
    async *readings(query) {
      asked += 1
      await held
      yield* memory.readings(query)
    },
  })
  const end = town.lead()
  await town.arrive(heat([100, 101, 102, 103, 104, 3, 4]))
  await vi.waitFor(() => expect(asked).toBeGreaterThan(0))

  await end()
  release()
  await new Promise(setImmediate)

  expect(town.registry.replaced()).toBe(0)
})

test('the next leader does what the one before left', async () => {
  const { registry, arrive, lead, idle } = openTown()
  const first = lead()
  await arrive(heat([100, 101, 102, 103, 104]))
  await idle()
  await first()
  await arrive(heat([3, 4], 5 * HOUR))

  lead()
  await idle()

  expect(registry.entries(HEAT)).toEqual(RESET)
})

type Arrival = {
  readonly order: readonly Reading[]
  readonly batch: number
  readonly late: number
}

async function entriesAfter({ order, batch, late }: Arrival): Promise<readonly Entry[]> {
  const { registry, arrive, lead, idle } = openTown(showingLate(late))
  registry.setLinks([linkOf({ to: 20.5 * HOUR }), SWAPPED])
  let end = lead()
  for (let at = 0; at < order.length; at += batch) {
    await arrive(order.slice(at, at + batch))
    if (at % 3 === 0) await idle()
    if (at % 5 === 0) {
      await end()
      end = lead()
    }
  }
  await idle()
  await end()
  return registry.entries(HEAT)
}

const arrivalsShownLate = fc.tuple(arrivals, fc.integer({ min: 0, max: 4 }))

test('over any order, batches, leaders and delays: the entries are those of the whole series', async () => {
  await fc.assert(
    fc.asyncProperty(arrivalsShownLate, async ([{ readings, order, batch }, late]) => {
      expect(await entriesAfter({ order, batch, late })).toEqual(entriesOf(readings))
    }),
    { numRuns: 60 },
  )
})

/** Asks once and believes the answer. */
async function entriesOfTheTwin({ order, batch, late }: Arrival): Promise<readonly Entry[]> {
  const store = showingLate(late)
  const registry = openCounterRegistry()
  registry.setLinks([linkOf({ to: 20.5 * HOUR }), SWAPPED])
  const rules = createRules({
    store,
    registry,
    gatherMs: 0,
    retryMs: 1,
    onFailure: () => undefined,
  })
  for (let at = 0; at < order.length; at += batch) {
    const readings = order.slice(at, at + batch)
    await store.write(readings)
    for (const run of runsOf(readings, isCounter)) {
      if (!rules.follows(run)) await rules.touch(run.point, run.from, run.to)
    }
  }
  await rules.settled()
  await rules.close()
  return registry.entries(HEAT)
}

test('a twin that does not look whether the store shows the readings is caught', async () => {
  const property = fc.asyncProperty(
    arrivalsShownLate,
    async ([{ readings, order, batch }, late]) => {
      expect(await entriesOfTheTwin({ order, batch, late })).toEqual(entriesOf(readings))
    },
  )

  expect((await fc.check(property, { numRuns: 150 })).failed).toBe(true)
})
