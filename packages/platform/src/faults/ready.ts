import { setTimeout } from 'node:timers/promises'
import type { FaultCity } from './fault-city.js'

const ASK_EVERY_MS = 100

/** Resolves when every process says that it is ready; how long that took, ms. Rejects after the time. */
export async function allReady(city: FaultCity, withinMs = 120_000): Promise<number> {
  const startedAt = performance.now()
  const urls = [
    ...(['broker', 'ingest', 'watch'] as const).map((role) => city.process(role).url),
    city.api().url,
  ]
  for (;;) {
    const ready = await Promise.all(urls.map(isReady))
    const tookMs = Math.round(performance.now() - startedAt)
    if (ready.every(Boolean)) return tookMs
    if (tookMs > withinMs) throw new Error(`not ready within ${withinMs} ms`)
    await setTimeout(ASK_EVERY_MS)
  }
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`).then(
    ({ status }) => status === 200,
    () => false,
  )
}
