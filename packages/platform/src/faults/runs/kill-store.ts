import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/** InfluxDB is killed in the middle of writes. */
export const killStore: FaultRun = {
  name: 'kill-store',
  title: 'kill -9 of InfluxDB in the middle of writes',
  goal: '20 times: 0 lost',
  async run(city, size) {
    const kills = size === 'full' ? 20 : 3
    const perKill = size === 'full' ? 20_000 : 4_000
    const sending = city.send()
    for (let kill = 0; kill < kills; kill++) {
      await moreAcknowledged(sending, perKill)
      await city.stack.influxd.stop('SIGKILL')
      await city.stack.influxd.start()
    }
    const verdict = await city.verdict(await stopped(sending))
    return resultOf({ kills, ...verdict })
  },
}
