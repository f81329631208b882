import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ingest, openIngest } from '@bypuls/ingest'
import { type Decoder, type Device, fail, ok } from '@bypuls/model'
import type { ProcessRecord } from '@bypuls/registry'
import { openMemoryStore, type TimeSeriesStore } from '@bypuls/stores'
import { type Logger, pino } from 'pino'
import { openProcessServer, type ProcessServer } from '../between/process-server.js'

export const SECRET = 'shared-by-all-processes-of-the-test'
export const silent = pino({ level: 'silent' })

/** `alpha/box` measures `co2` in its open site. */
const box: Device = {
  organisation: 'alpha',
  name: 'box',
  title: 'Box',
  format: 'plain',
  links: [{ field: 'co2', point: 'alpha-open.room-1.co2', from: 0, expectedIntervalMs: 60_000 }],
}

/** A number in text, observed when it was received. */
const plain: Decoder = {
  format: 'plain',
  title: 'A number',
  examples: [],
  decode({ bytes, receivedAt }) {
    const value = Number(new TextDecoder().decode(bytes))
    if (!Number.isFinite(value)) return fail({ reason: 'malformed', detail: 'expected a number' })
    return ok({ measurements: [{ field: 'co2', value, observedAt: receivedAt }], rejected: [] })
  },
}

export type TestWorker = {
  readonly record: ProcessRecord
  readonly ingest: Ingest
  readonly store: TimeSeriesStore
  /** Its HTTP is gone, as if the process were. */
  stop(): Promise<void>
  /** It listens again where it did. */
  start(): Promise<void>
  close(): Promise<void>
}

type WorkerOptions = {
  readonly now: () => number
  readonly secret?: string
  readonly store?: TimeSeriesStore
  readonly logger?: Logger
  readonly maxSpoolBytes?: number
}

/** An ingest worker on a folder of its own behind a real server. */
export async function openWorker(name: string, options: WorkerOptions): Promise<TestWorker> {
  const {
    now,
    secret = SECRET,
    store = openMemoryStore(),
    logger = silent,
    maxSpoolBytes,
  } = options
  const folder = mkdtempSync(join(tmpdir(), 'bypuls-worker-'))
  const ingest = await openIngest({
    folder,
    store,
    deviceOf: (organisation, device) =>
      organisation === 'alpha' && device === 'box' ? box : undefined,
    decoderByFormat: (format) => (format === plain.format ? plain : undefined),
    publish: () => undefined,
    log: silent,
    now,
    random: () => 0,
    ...(maxSpoolBytes === undefined ? {} : { maxSpoolBytes }),
  })
  const listen = (port: number): Promise<ProcessServer> =>
    openProcessServer({
      host: '127.0.0.1',
      port,
      secret,
      ingest,
      connections: () => 0,
      health: async () => [{ name: 'spool', ok: true }],
      logger,
      now,
    })
  let server = await listen(0)
  const { port, url } = server
  return {
    record: { name, roles: ['ingest'], url },
    ingest,
    store,
    stop: () => server.close(),
    async start() {
      server = await listen(port)
    },
    async close() {
      await server.close()
      await ingest.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
