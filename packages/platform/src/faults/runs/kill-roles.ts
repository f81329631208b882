import type { Role } from '@bypuls/registry'
import { watchPage } from '../page-watcher.js'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

const ROLES: readonly Role[] = ['ingest', 'watch', 'broker', 'api']
const RECOVERED_MS = 10_000

/** A process of every role is killed at load in turn, while a page watches. */
export const killRoles: FaultRun = {
  name: 'kill-roles',
  title: 'kill -9 of a process of every role in turn, at load, while a page watches',
  goal: '0 lost; the page says that it is stale and recovers within 10 s after the process is back',
  async run(city, size) {
    const sending = city.send({ perSecond: 200 })
    await moreAcknowledged(sending, 200)
    const page = watchPage(city.api().url, 'load')
    const recoveredMs: Record<string, number> = {}
    const toldStale: Record<string, boolean> = {}
    for (const role of ROLES) {
      await page.frame()
      await city.kill(role)
      if (role === 'ingest' || role === 'api') toldStale[role] = await page.toldStale(15_000)
      await city.restart(role)
      const backAt = performance.now()
      await page.fresh()
      recoveredMs[role] = Math.round(performance.now() - backAt)
      await moreAcknowledged(sending, size === 'full' ? 5_000 : 200)
    }
    page.close()
    const verdict = await city.verdict(await stopped(sending))
    const slowest = Math.max(...Object.values(recoveredMs))
    return resultOf(
      { recoveredMs, toldStale, ...verdict },
      {
        'recovered < 10 s': slowest < RECOVERED_MS,
        'told that it is stale': Object.values(toldStale).every(Boolean),
      },
    )
  },
}
