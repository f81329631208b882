import { z } from 'zod'
import type { FaultCity } from '../fault-city.js'
import { payloadOf } from '../load-site.js'
import { type FaultRun, missedOf } from './run.js'
import { stopped } from './sent.js'

const MESSAGES = 5_000
const POISONED = 2_500
/** Long before what the bucket keeps in this run, and not before what the platform takes. */
const LONG_AGO = Date.UTC(2001, 1, 3)
const KEPT_S = 200 * 86_400

const Letters = z.object({
  items: z.array(z.object({ reason: z.string(), detail: z.string(), device: z.string() })),
})

/** One reading that the store can never take among others that it can: the bucket keeps only 200 days. */
export const poison: FaultRun = {
  name: 'poison',
  title: 'one reading in 5 000 that InfluxDB refuses',
  goal: '4 999 stored, 1 dead letter with the store’s own words',
  async run(city) {
    await keepFor(city, KEPT_S)
    const before = await refusedOf(city)
    const baseMs = Date.now() - 100 * 86_400_000
    const sending = city.send({
      payloadOf: (sequence) =>
        sequence % MESSAGES === POISONED
          ? `{"time":${LONG_AGO},"co2":500}`
          : payloadOf(baseMs, sequence),
      most: MESSAGES,
    })
    const sent = (await stopped(sending)).map((one) => ({ ...one, baseMs }))
    const verdict = await city.verdict(sent)
    await keepFor(city, 0)
    const letters = (await refusedOf(city)).slice(0, -before.length || undefined)
    const devices = sending.length
    const goals = {
      'all others stored': verdict.missing === devices && verdict.doubled === 0,
      'one dead letter each': letters.length === devices,
      'with the store’s own words': letters.every(({ detail }) => /retention|dropped/.test(detail)),
    }
    return {
      figures: { devices, ...verdict, letters: letters.map(({ detail }) => detail) },
      missed: missedOf(goals),
    }
  },
}

async function refusedOf(city: FaultCity) {
  const path = '/api/v1/dead-letters?organisation=load&reason=store-refused'
  return Letters.parse(await city.api().operator.get(path)).items
}

const Buckets = z.object({ buckets: z.array(z.object({ id: z.string(), name: z.string() })) })

/** How long the bucket keeps readings, in seconds; 0 = for ever. */
async function keepFor({ stack }: FaultCity, everySeconds: number): Promise<void> {
  const { url, token, bucket } = stack.influxd
  const headers = { authorization: `Token ${token}`, 'content-type': 'application/json' }
  const found = await fetch(`${url}/api/v2/buckets?name=${bucket}`, { headers })
  const id = Buckets.parse(await found.json()).buckets[0]?.id
  const answer = await fetch(`${url}/api/v2/buckets/${id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ retentionRules: [{ type: 'expire', everySeconds }] }),
  })
  if (!answer.ok) throw new Error(`the bucket cannot be changed: ${await answer.text()}`)
}
