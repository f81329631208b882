import { setTimeout } from 'node:timers/promises'
import { drained } from '../drained.js'
import { compareWithFigures, type Difference } from '../late-figures.js'
import { ARRIVALS, arrivalOf, lateReadings, registerLateSite } from '../late-site.js'
import { startSending } from '../sending.js'
import { type FaultRun, missedOf } from './run.js'

const SETTLED_WITHIN_MS = 60_000

/** Days around both changes of summer time arrive late, in order, shuffled, and backwards twice. */
export const late: FaultRun = {
  name: 'late',
  title: 'late, shuffled, backwards and repeated data over both changes of summer time',
  goal: 'every hour and day of every way of arrival equals an offline recomputation',
  async run(city, size) {
    const stepMs = size === 'full' ? 60_000 : 600_000
    const { operator } = city.api()
    const readings = lateReadings(stepMs)
    for (const arrival of ARRIVALS) {
      const device = await registerLateSite(operator, arrival, stepMs)
      const sent = arrivalOf(arrival, readings)
      const sending = startSending({
        device,
        port: city.stack.mosquitto.port,
        baseMs: 0,
        most: sent.length,
        payloadOf: (sequence) => JSON.stringify(sent[sequence]),
      })
      await sending.stop()
    }
    await drained(city.process('ingest').url)
    const differences: Record<string, readonly Difference[]> = {}
    const compared: Record<string, number> = {}
    for (const arrival of ARRIVALS) {
      const until = Date.now() + SETTLED_WITHIN_MS
      for (;;) {
        const found = await compareWithFigures(operator, arrival, readings)
        differences[arrival] = found.differences
        compared[arrival] = found.compared
        if (found.differences.length === 0 || Date.now() > until) break
        await setTimeout(500)
      }
    }
    const wrongZone = await compareWithFigures(operator, 'late-shuffled', readings, 'UTC')
    const all = Object.values(differences).flat()
    return {
      figures: {
        ...{ readings: readings.length, arrivals: ARRIVALS, stepMs, compared },
        ...{ different: all.length, first: all.slice(0, 5) },
        differentByUtcDays: wrongZone.differences.length,
      },
      missed: missedOf({
        'every figure is equal': all.length === 0,
        'enough figures': Object.values(compared).every((count) => count >= 300),
        'a recomputation by UTC days is told apart': wrongZone.differences.length > 0,
      }),
    }
  },
}
