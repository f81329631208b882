import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/**
 * All devices together. As fast as Mosquitto takes them it has no time for the ingest, and what waits for
 * it outgrows the four million messages that its queue holds.
 */
const PER_SECOND = 10_000

/** The ingest is killed at load again and again; devices go on sending to the broker. */
export const killIngest: FaultRun = {
  name: 'kill-ingest',
  title: 'kill -9 of the ingest at load, behind Mosquitto and before InfluxDB',
  goal: '20 times: 0 of at least 1 000 000 acknowledged lost, 0 doubled',
  async run(city, size) {
    const kills = size === 'full' ? 20 : 3
    const perKill = size === 'full' ? 50_500 : 4_000
    const sending = city.send({ perSecond: PER_SECOND / city.devices.length })
    for (let kill = 0; kill < kills; kill++) {
      await moreAcknowledged(sending, perKill)
      await city.kill('ingest')
      await city.restart('ingest')
    }
    const verdict = await city.verdict(await stopped(sending))
    return resultOf(
      { kills, perSecond: PER_SECOND, ...verdict },
      { 'enough traffic': verdict.acknowledged >= kills * perKill },
    )
  },
}
