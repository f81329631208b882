import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { moreAcknowledged, stopped } from './sent.js'

/** Every message comes twice. */
export const redelivery: FaultRun = {
  name: 'redelivery',
  title: 'every message is sent twice',
  goal: 'stored = distinct',
  async run(city, size) {
    const sending = city.send({ twice: true })
    await moreAcknowledged(sending, size === 'full' ? 500_000 : 5_000)
    const sent = await stopped(sending)
    const distinct = sent.reduce((sum, { count }) => sum + count, 0)
    const verdict = await city.verdict(sent)
    return resultOf({ distinct, ...verdict }, { 'stored = distinct': verdict.stored === distinct })
  },
}
