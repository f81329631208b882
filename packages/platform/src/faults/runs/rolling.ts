import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

const ROLES = ['ingest', 'watch', 'broker', 'api'] as const

/** A rolling upgrade: every process is ended politely and started again while devices send. */
export const rolling: FaultRun = {
  name: 'rolling',
  title: 'SIGTERM and a new start of every process in turn, at load',
  goal: '0 lost, each stops in < 10 s',
  async run(city, size) {
    const sending = city.send()
    const stopMs: Record<string, number> = {}
    for (const role of ROLES) {
      await moreAcknowledged(sending, size === 'full' ? 50_000 : 2_000)
      const startedAt = performance.now()
      await city.kill(role, 'SIGTERM')
      stopMs[role] = Math.round(performance.now() - startedAt)
      await city.restart(role)
    }
    await moreAcknowledged(sending, 2_000)
    const verdict = await city.verdict(await stopped(sending))
    const slowest = Math.max(...Object.values(stopMs))
    return resultOf({ stopMs, ...verdict }, { 'stops in < 10 s': slowest < 10_000 })
  },
}
