import { expect, test } from 'vitest'
import type { TouchedRun } from '../cluster.js'
import { joinedRuns } from './touched.js'

const MINUTE = 60_000

const run = (from: number, to: number, first: number, last: number): TouchedRun => ({
  point: 'a.meter.heat',
  from: from * MINUTE,
  to: to * MINUTE,
  first,
  last,
  steady: true,
})

test('runs of a point that go on from one another are one steady run', () => {
  expect(joinedRuns([run(0, 1, 10, 11), run(2, 3, 11, 12)])).toEqual([run(0, 3, 10, 12)])
})

test.each([
  ['counts down', run(2, 3, 9, 12)],
  ['is too large for its time, though not for that of the whole', run(2, 600, 4_000, 4_001)],
  ['goes back in time', run(1, 3, 11, 12)],
])('a step between them that %s leaves nothing steady', (_, later) => {
  expect(joinedRuns([run(0, 1, 10, 11), later])).toMatchObject([{ from: 0, steady: false }])
})
