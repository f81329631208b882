import type { FaultCity } from '../fault-city.js'
import { type FaultResult, type FaultRun, resultOf, type Size } from './run.js'
import { moreAcknowledged, moreStored, stopped } from './sent.js'

/** InfluxDB is killed in the middle of writes. */
export const killStore: FaultRun = {
  name: 'kill-store',
  title: 'kill -9 of InfluxDB in the middle of writes',
  goal: '20 times: 0 lost',
  run: killedInTheMiddle,
}

/** A store whose acknowledgement is worth nothing for some seconds: what it lost is brought again. */
export const killVictoriaMetrics: FaultRun = {
  name: 'kill-victoriametrics',
  title: 'kill -9 of VictoriaMetrics in the middle of writes',
  goal: '20 times: 0 lost',
  store: 'victoriametrics',
  run: killedInTheMiddle,
}

/** So many the store has just acknowledged when it is killed, so that there is something to lose. */
const STORED = 2_000
/** All devices together: no more than the queues hold while one store after another is killed. */
const PER_SECOND = 5_000

async function killedInTheMiddle(city: FaultCity, size: Size): Promise<FaultResult> {
  const kills = size === 'full' ? 20 : 3
  const perKill = size === 'full' ? 20_000 : 4_000
  const sending = city.send({ perSecond: PER_SECOND / city.devices.length })
  for (let kill = 0; kill < kills; kill++) {
    await moreAcknowledged(sending, perKill)
    await moreStored(city, STORED)
    await city.storeServer.stop('SIGKILL')
    await city.storeServer.start()
  }
  const verdict = await city.verdict(await stopped(sending))
  return resultOf({ kills, perSecond: PER_SECOND, ...verdict })
}
