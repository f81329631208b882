import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaultCity, openFaultCity } from './faults/fault-city.js'
import { halfOpenBroker } from './faults/runs/half-open-broker.js'
import { killBroker } from './faults/runs/kill-broker.js'
import { restartBroker } from './faults/runs/restart-broker.js'
import type { FaultRun } from './faults/runs/run.js'
import { faultRuns } from './faults/runs.js'
import { twins } from './faults/twins.js'

const without = ['mosquitto', 'influxd', 'postgres', 'victoria-metrics'].filter(
  (name) => findProgram(name) === null,
)
const SHORT_MS = 240_000
const MISSING = '0 acknowledged missing'

describe.skipIf(without.length > 0).each(['influxdb', 'victoriametrics'] as const)(
  'on the real servers, with %s',
  (store) => {
    const isHere = (run: FaultRun) => (run.store ?? 'influxdb') === store
    let city: FaultCity
    beforeAll(async () => {
      city = await openFaultCity({ devices: 2, store })
    }, SHORT_MS)
    afterAll(() => city?.close())

    test.each(faultRuns.filter(isHere))('$title: $goal', { timeout: SHORT_MS }, async ({ run }) => {
      const { figures, missed } = await run(city, 'short')

      expect(missed, JSON.stringify(figures)).toEqual([])
    })

    test.each(twins.filter(({ run }) => isHere(run)))(
      'the broken twin $title is caught by $run.name',
      { timeout: SHORT_MS },
      async ({ program, run, goal }) => {
        await city.become(program)

        const { figures, missed } = await run.run(city, 'short').finally(() => city.become())

        expect(missed, JSON.stringify(figures)).toContain(goal)
      },
    )
  },
)

describe.skipIf(without.length > 0)(
  'on a Mosquitto with its own defaults (the broken twin)',
  () => {
    let city: FaultCity
    beforeAll(async () => {
      const brokerSettings = { persistence: 'false', max_queued_messages: '1000' }
      city = await openFaultCity({ devices: 2, brokerSettings })
    }, SHORT_MS)
    afterAll(() => city?.close())

    test.each([
      { run: restartBroker, goal: MISSING },
      { run: killBroker, goal: 'away: within the horizon' },
      { run: halfOpenBroker, goal: MISSING },
    ])('$run.name misses "$goal"', { timeout: SHORT_MS }, async ({ run, goal }) => {
      const { figures, missed } = await run.run(city, 'short')

      expect(missed, JSON.stringify(figures)).toContain(goal)
    })
  },
)
