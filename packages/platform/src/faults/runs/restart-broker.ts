import { setTimeout } from 'node:timers/promises'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/** The broker is restarted while the ingest is away: what it queued must be on its disk. */
export const restartBroker: FaultRun = {
  name: 'restart-broker',
  title: 'a restart of Mosquitto while the ingest is away',
  goal: 'ingest away for 10 min: 0 lost with the shipped configuration within its stated queue',
  async run(city, size) {
    const awayMs = size === 'full' ? 600_000 : 4_000
    const perSecond = size === 'full' ? 250 : 500
    const sending = city.send({ perSecond })
    await moreAcknowledged(sending, perSecond)
    await city.kill('ingest')
    await setTimeout(awayMs / 2)
    await city.stack.mosquitto.stop('SIGTERM')
    await city.stack.mosquitto.start()
    await setTimeout(awayMs / 2)
    await city.restart('ingest')
    const verdict = await city.verdict(await stopped(sending))
    return resultOf({ awayMs, perSecond: perSecond * sending.length, ...verdict })
  },
}
