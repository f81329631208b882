import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findProgram, startInfluxd, startVictoriaMetrics } from '@bypuls/servers'
import { openStore, type TimeSeriesStore } from '@bypuls/stores'

/** A store that can be measured here, with its server where it has one. */
export type ServedStore = {
  readonly name: string
  /** Its server's program; absent: it lives in this process. */
  readonly program?: string
  serve(folder: string): Promise<{ store: TimeSeriesStore; pid: number; stop(): Promise<void> }>
}

export const SERVED_STORES: readonly ServedStore[] = [
  {
    name: 'duckdb',
    async serve(folder) {
      const store = await openStore('duckdb:', { dataDirectory: folder })
      return { store, pid: process.pid, stop: async () => undefined }
    },
  },
  {
    name: 'influxdb',
    program: 'influxd',
    async serve(folder) {
      const server = await startInfluxd(folder)
      const { port, organisation, bucket, token } = server
      const url = `influxdb://127.0.0.1:${port}/${organisation}/${bucket}`
      const store = await openStore(url, { dataDirectory: folder, token })
      return { store, pid: server.pid(), stop: () => server.stop() }
    },
  },
  {
    name: 'victoriametrics',
    program: 'victoria-metrics',
    async serve(folder) {
      const server = await startVictoriaMetrics(folder)
      const url = `victoriametrics://127.0.0.1:${server.port}`
      const store = await openStore(url, { dataDirectory: folder })
      return { store, pid: server.pid(), stop: () => server.stop() }
    },
  },
]

/** Runs `work` on an empty store, which goes afterwards. False where its server is not installed. */
export async function withStore(
  served: ServedStore,
  work: (given: { readonly store: TimeSeriesStore; readonly pid: number }) => Promise<void>,
): Promise<boolean> {
  if (served.program !== undefined && findProgram(served.program) === null) return false
  const root = mkdtempSync(join(tmpdir(), 'bypuls-store-'))
  const folder = join(root, 'data')
  mkdirSync(folder)
  try {
    const { store, pid, stop } = await served.serve(folder)
    try {
      await work({ store, pid })
    } finally {
      await store.close()
      await stop()
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
  return true
}
