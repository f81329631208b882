import { fileURLToPath } from 'node:url'
import { findProgram } from '@bypuls/servers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FaultCity, openFaultCity } from './faults/fault-city.js'
import { killIngest } from './faults/runs/kill-ingest.js'
import { faultRuns } from './faults/runs.js'

const without = (...names: string[]) => names.filter((name) => findProgram(name) === null)
const missing = without('mosquitto', 'influxd', 'postgres')
const SHORT_MS = 120_000
const TWIN = fileURLToPath(new URL('../dist/faults/acknowledge-first.js', import.meta.url))

describe.skipIf(missing.length > 0)('on the real servers', () => {
  let city: FaultCity
  beforeAll(async () => {
    city = await openFaultCity({ devices: 2 })
  }, SHORT_MS)
  afterAll(() => city?.close())

  test.each(faultRuns.filter(({ store }) => store === undefined))(
    '$title: $goal',
    { timeout: SHORT_MS },
    async (run) => {
      const { figures, missed } = await run.run(city, 'short')

      expect(missed, JSON.stringify(figures)).toEqual([])
    },
  )
})

describe.skipIf([...missing, ...without('victoria-metrics')].length > 0)('on another store', () => {
  test.each(faultRuns.filter(({ store }) => store !== undefined))(
    '$title: $goal',
    { timeout: 2 * SHORT_MS },
    async ({ run, store }) => {
      const city = await openFaultCity({ devices: 2, ...(store === undefined ? {} : { store }) })

      const { figures, missed } = await run(city, 'short').finally(() => city.close())

      expect(missed, JSON.stringify(figures)).toEqual([])
    },
  )
})

describe.skipIf(missing.length > 0)('the broken twin', () => {
  test('that acknowledges before the disk has it loses messages', {
    timeout: SHORT_MS,
  }, async () => {
    const city = await openFaultCity({ devices: 2, ingestProgram: TWIN })

    const { missed } = await killIngest.run(city, 'short').finally(() => city.close())

    expect(missed).toContain('0 acknowledged missing')
  })
})
