import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drained } from '../faults/drained.js'
import { type LoadDevice, payloadOf, registerLoadSite } from '../faults/load-site.js'
import { judge } from '../faults/oracle.js'
import { startChild } from '../load/child-platform.js'
import { publish } from '../load/publisher.js'
import { type Bench, spread } from './bench.js'

const RUNS = 5
const PER_RUN = 300_000
const STOP_AFTER = 30_000

/** SIGTERM at full load again and again; how long it takes, and what of the acknowledged is missing. */
export const stopBench: Bench = {
  name: 'stop',
  title: 'SIGTERM at full load, counted from the export afterwards',
  async run(print) {
    const folder = mkdtempSync(join(tmpdir(), 'bypuls-bench-'))
    try {
      const baseMs = Date.now() - 20 * 86_400_000
      const first = await startChild(folder)
      const [device] = await registerLoadSite(first.operator, 1)
      await first.stop('SIGTERM')
      if (device === undefined) throw new Error('no device')

      const runs = []
      for (let run = 0; run < RUNS; run++) {
        runs.push(await stopOnce(folder, device, { baseMs, first: run * PER_RUN }))
      }
      const last = await startChild(folder)
      await drained(last.url)
      const acknowledged = Uint8Array.from(Buffer.concat(runs.map((run) => run.acknowledgedAt)))
      const verdict = await judge(last.operator, [
        { device, baseMs, count: acknowledged.length, acknowledged },
      ])
      await last.stop('SIGTERM')
      print({
        bench: 'stop',
        stopMs: spread(runs.map((run) => run.stopMs)),
        exitCodes: runs.map((run) => run.code),
        ...verdict,
        goal: '< 10000 ms, exit code 0, 0 missing',
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function stopOnce(
  folder: string,
  device: LoadDevice,
  { baseMs, first }: { readonly baseMs: number; readonly first: number },
) {
  const platform = await startChild(folder)
  let stopping: Promise<number | null> | undefined
  let stoppedAt = 0
  const sent = await publish({
    port: platform.mqttPort,
    ...device,
    payloadOf: (it) => payloadOf(baseMs, it),
    first,
    count: PER_RUN,
    window: 1_000,
    onAcknowledged(acknowledged) {
      if (acknowledged < STOP_AFTER || stopping !== undefined) return
      stoppedAt = performance.now()
      stopping = platform.stop('SIGTERM')
    },
  })
  const code = await stopping
  return { code, stopMs: performance.now() - stoppedAt, acknowledgedAt: sent.acknowledgedAt }
}
