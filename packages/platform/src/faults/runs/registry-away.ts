import { setTimeout } from 'node:timers/promises'
import type { Postgres } from '@bypuls/servers'
import { STACK_SECRETS } from '../../load/stack.js'
import type { FaultCity } from '../fault-city.js'
import { allReady } from '../ready.js'
import { metricsAt } from '../worker-metrics.js'
import type { FaultRun } from './run.js'
import { resultOf } from './run.js'
import { acknowledgedOf, moreAcknowledged, stopped } from './sent.js'

const RECOVERED_MS = 30_000

/** Postgres is killed at load: readings and pages need it only for what changes. */
export const registryAway: FaultRun = {
  name: 'registry-away',
  title: 'kill -9 of Postgres at load, back after a while',
  goal: 'acknowledged and stored throughout, views answer, writes answer 503; all ready < 30 s after; 0 lost',
  async run(city, size) {
    const awayMs = size === 'full' ? 40_000 : 4_000
    const sending = city.send({ perSecond: 1_000 / city.devices.length })
    await moreAcknowledged(sending, 500)
    const ingest = city.process('ingest').url
    await city.stack.postgres.stop('SIGKILL')

    const writes = new Set<number>()
    const views = new Set<number>()
    const before = acknowledgedOf(sending)
    const until = Date.now() + awayMs
    let half: { readonly stored: number } | undefined
    while (Date.now() < until) {
      writes.add(await statusOf(city, 'POST'))
      views.add(await statusOf(city, 'GET'))
      if (Date.now() > until - awayMs / 2) half ??= await metricsAt(ingest)
      await setTimeout(200)
    }
    const storedInSecondHalf = (await metricsAt(ingest)).stored - (half?.stored ?? 0)
    const acknowledgedPerSecond = Math.round((acknowledgedOf(sending) - before) / (awayMs / 1_000))

    await startAgain(city.stack.postgres)
    const backAt = performance.now()
    while ((await statusOf(city, 'POST')) !== 201) await setTimeout(100)
    const writesAgainMs = Math.round(performance.now() - backAt)
    await allReady(city)
    const readyAgainMs = Math.round(performance.now() - backAt)
    const verdict = await city.verdict(await stopped(sending))
    return resultOf(
      {
        ...{ awayMs, acknowledgedPerSecond, storedInSecondHalf },
        ...{ writes: [...writes], views: [...views], writesAgainMs, readyAgainMs, ...verdict },
      },
      {
        'acknowledged throughout': acknowledgedPerSecond > 500,
        'stored throughout': storedInSecondHalf > awayMs / 10,
        'views answer': [...views].every((status) => status === 200),
        'writes answer 503': [...writes].every((status) => status === 503),
        'all ready < 30 s after': readyAgainMs < RECOVERED_MS,
      },
    )
  },
}

let asked = 0

/** Of a page's question, or of a change to the registry. */
async function statusOf(city: FaultCity, method: 'GET' | 'POST'): Promise<number> {
  const path = method === 'GET' ? 'latest?site=load' : 'organisations'
  const name = `away-${asked++}`
  const answer = await fetch(`${city.api().url}/api/v1/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${STACK_SECRETS.BYPULS_OPERATOR_TOKEN}`,
      'content-type': 'application/json',
    },
    ...(method === 'GET' ? {} : { body: JSON.stringify({ name, title: name }) }),
  })
  await answer.arrayBuffer()
  return answer.status
}

/** The children of a killed server hold its memory for a moment, and it refuses to start meanwhile. */
async function startAgain(postgres: Postgres, attempts = 20): Promise<void> {
  try {
    await postgres.start()
  } catch (error) {
    if (attempts === 0) throw error
    await setTimeout(500)
    await startAgain(postgres, attempts - 1)
  }
}
