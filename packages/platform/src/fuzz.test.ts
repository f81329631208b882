import { expect, test } from 'vitest'
import { drained } from './faults/drained.js'
import { fuzzRun } from './faults/fuzz.js'
import { judgeFuzz } from './faults/fuzz-oracle.js'
import { startChild } from './load/child-platform.js'
import { testFolder } from './testing/folder.js'

test('broken payloads of every format end in dead letters and cost no neighbour and no crash', async () => {
  const platform = await startChild(testFolder())

  const sent = await fuzzRun(platform, { payloads: 2_400, devicesPerFormat: 3, seed: 7 })
  await drained(platform.url)
  const verdict = await judgeFuzz(platform.operator, sent)
  const [aPayload, aNeighbour] = [sent.fuzzed[0], sent.neighbours[0]]
  if (aPayload === undefined || aNeighbour === undefined) throw new Error('nothing was sent')
  const withMissing = await judgeFuzz(platform.operator, {
    fuzzed: [...sent.fuzzed, { ...aPayload, topic: 'fuzz/never/sent', bytes: Buffer.from('{') }],
    neighbours: [...sent.neighbours, { ...aNeighbour, observedAt: aNeighbour.observedAt + 1 }],
  })
  const ready = await fetch(`${platform.url}/readyz`)
  const code = await platform.stop('SIGTERM')

  expect(verdict).toMatchObject({
    payloads: 2_400,
    lost: 0,
    neighbours: 480,
    neighboursLost: 0,
    neighboursDoubled: 0,
  })
  expect(verdict.inDeadLetters).toBeGreaterThan(1_500)
  expect(withMissing).toMatchObject({ lost: 1, neighboursLost: 1 })
  expect(ready.status).toBe(200)
  expect(code).toBe(0)
}, 60_000)
