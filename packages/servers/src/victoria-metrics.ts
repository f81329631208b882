import { program } from './binaries.js'
import { freePort } from './free-port.js'
import { type Running, run } from './running.js'

export type VictoriaMetrics = Running & { readonly url: string }

/**
 * What the platform asks of every VictoriaMetrics, the cluster's storages included: history is kept, and of
 * a reading that comes twice one stays.
 */
export const victoriaMetricsOptions: readonly string[] = [
  '-retentionPeriod=100y',
  '-dedup.minScrapeInterval=1ms',
]

/** A single VictoriaMetrics in an empty folder, with the options that the platform asks for. */
export async function startVictoriaMetrics(
  folder: string,
  args: readonly string[] = [],
): Promise<VictoriaMetrics> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const running = await run({
    name: 'victoria-metrics',
    command: program('victoria-metrics'),
    args: [
      `-storageDataPath=${folder}`,
      `-httpListenAddr=127.0.0.1:${port}`,
      ...victoriaMetricsOptions,
      '-loggerLevel=WARN',
      ...args,
    ],
    port,
    isReady: async () => (await fetch(`${url}/health`)).ok,
  })
  return { ...running, url }
}
