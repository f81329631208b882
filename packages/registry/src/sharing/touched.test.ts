import { findProgram } from '@bypuls/servers'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Cluster } from '../cluster.js'
import { openRegistry } from '../open-registry.js'
import { parseAddress } from '../server/address.js'
import { startTestServer, type TestServer } from '../testing/registries.js'
import { joinedRuns } from './touched.js'

const run = { point: 'a.b.c', from: 10, to: 20, first: 5, last: 7, steady: true }

describe('runs of one point', () => {
  test('are one that is steady as long as they follow each other and never count down', () => {
    const later = { ...run, from: 30, to: 40, first: 7, last: 9 }

    expect(joinedRuns([later, run])).toEqual([{ ...run, to: 40, last: 9 }])
  })

  test('are not steady where the step between them is too large for its time', () => {
    const heat = { ...run, point: 'a.meter.heat', from: 0, to: 60_000, first: 10, last: 11 }
    const later = { ...heat, from: 120_000, to: 36_000_000, first: 4000, last: 4001 }

    expect(joinedRuns([heat, later])).toMatchObject([{ from: 0, to: 36_000_000, steady: false }])
    expect(joinedRuns([heat, { ...later, first: 11, last: 12 }])).toMatchObject([{ steady: true }])
  })

  test.each([
    ['counts down between them', { ...run, from: 30, to: 40, first: 6, last: 9 }, 40, 9],
    ['overlaps', { ...run, from: 20, to: 40, first: 7, last: 9 }, 40, 9],
    ['lies within', { ...run, from: 12, to: 14, first: 6, last: 6 }, 20, 7],
    ['is not steady itself', { ...run, from: 30, to: 40, first: 7, last: 9, steady: false }, 40, 9],
  ])('are not steady where the later one %s', (_, later, to, last) => {
    expect(joinedRuns([run, later])).toEqual([{ ...run, to, last, steady: false }])
  })
})

describe.skipIf(findProgram('postgres') === null)(
  'a run that is added while others are read',
  () => {
    let server: TestServer
    beforeAll(async () => {
      server = await startTestServer()
    })
    afterAll(() => server.stop())

    const insert = (point: string) =>
      `insert into touched (point, from_ms, to_ms, first, last, steady)
     values ('${point}', 10, 20, 5, 7, true)`

    /**
     * One worker is in the middle of adding when another adds; then the leader reads, the first one is
     * done, and the leader forgets what it read. What the leader is given in the end.
     */
    async function race(begin: string, addBeside: (cluster: Cluster) => Promise<void>) {
      const options = server.newOptions()
      const { cluster, close } = await openRegistry(options)
      const slow = new Client(parseAddress(options.url, options.password).config({ queryMs: 5000 }))
      await slow.connect()
      await slow.query(begin)
      await slow.query(insert('slow.b.c'))
      const added = addBeside(cluster)
      if (begin === 'begin') await added
      const read = await cluster.touched(10)
      await slow.query('commit')
      await added
      await cluster.forgetTouched(read.through)
      const left = await cluster.touched(10)
      await Promise.all([slow.end(), close()])
      return [...read.runs, ...left.runs].map(({ point }) => point).sort()
    }

    test('is never forgotten unread', async () => {
      // Takes its turn as `addTouched` does.
      const begin = 'begin; select pg_advisory_xact_lock(1652125813, 3)'

      const seen = await race(begin, (cluster) => cluster.addTouched([run]))

      expect(seen).toEqual(['a.b.c', 'slow.b.c'])
    })

    test('the broken twin, which does not wait for its turn, forgets one', async () => {
      const seen = await race('begin', (cluster) => cluster.addTouched([run]))

      expect(seen).toEqual(['a.b.c'])
    })
  },
)
