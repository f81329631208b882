import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/** The ingest is killed at load again and again; devices go on sending to the broker. */
export const killIngest: FaultRun = {
  name: 'kill-ingest',
  title: 'kill -9 of the ingest at load, behind Mosquitto and before InfluxDB',
  goal: '20 times: 0 of at least 1 000 000 acknowledged lost, 0 doubled',
  async run(city, size) {
    const kills = size === 'full' ? 20 : 3
    const perKill = size === 'full' ? 50_500 : 4_000
    const sending = city.send()
    for (let kill = 0; kill < kills; kill++) {
      await moreAcknowledged(sending, perKill)
      await city.kill('ingest')
      await city.restart('ingest')
    }
    const verdict = await city.verdict(await stopped(sending))
    return resultOf(
      { kills, ...verdict },
      { 'enough traffic': verdict.acknowledged >= kills * perKill },
    )
  },
}
