import { expect, test } from 'vitest'
import { drained } from './faults/drained.js'
import { payloadOf, registerLoadSite } from './faults/load-site.js'
import { judge } from './faults/oracle.js'
import { startChild } from './load/child-platform.js'
import { publish } from './load/publisher.js'
import { testFolder } from './testing/folder.js'

test('SIGTERM at full load stops the program with exit code 0 and loses nothing acknowledged', async () => {
  const folder = testFolder()
  const baseMs = Date.now() - 86_400_000
  const count = 200_000
  const platform = await startChild(folder)
  const [device] = await registerLoadSite(platform.operator, 1)
  if (device === undefined) throw new Error('no device')

  let stopping: Promise<number | null> | undefined
  const sent = await publish({
    port: platform.mqttPort,
    ...device,
    payloadOf: (it) => payloadOf(baseMs, it),
    first: 0,
    count,
    window: 1_000,
    onAcknowledged(acknowledged) {
      if (acknowledged > 10_000) stopping ??= platform.stop('SIGTERM')
    },
  })
  const code = await stopping
  const again = await startChild(folder)
  await drained(again.url)
  const verdict = await judge(again.operator, [
    { device, baseMs, count, acknowledged: sent.acknowledgedAt },
  ])
  await again.stop('SIGTERM')

  expect(code).toBe(0)
  expect(sent.complete).toBe(false)
  expect(verdict).toMatchObject({ missing: 0, doubled: 0, wrong: 0 })
}, 120_000)
