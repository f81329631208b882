import { fileURLToPath } from 'node:url'
import {
  type ApiIngest,
  createRemoteIngest,
  createTellNewest,
  openApi,
  openLatest,
  openProcessServer,
  type PartHealth,
} from '@bypuls/api'
import type { Bus } from '@bypuls/broker'
import { decoders } from '@bypuls/decoders'
import type { Ingest } from '@bypuls/ingest'
import type { Reading } from '@bypuls/model'
import { backupTo } from '../backup.js'
import type { Closing } from '../closing.js'
import { forAWhile } from '../for-a-while.js'
import { createJobs } from '../jobs.js'
import { tlsFiles } from '../settings.js'
import { listening } from '../trouble.js'
import type { Base } from './base.js'
import type { Tell } from './tell.js'

export type WebPart = {
  readonly port: number
  readonly bus: Bus
  readonly ingest: Ingest | null
  readonly tell: Tell
  readonly health: () => Promise<readonly PartHealth[]>
}

const DASHBOARD = fileURLToPath(new URL('../../../dashboard/dist/app', import.meta.url))

/** The pages and the API, or of a process without them what every process tells; where it listens. */
export async function openWebPart(
  base: Base,
  closing: Closing,
  part: WebPart,
): Promise<{ readonly url: string }> {
  const { settings, logger, now } = base
  const http = { host: settings.BYPULS_HTTP_HOST, port: part.port }
  const files = tlsFiles(settings)
  const tls = files === null ? {} : { tls: files }
  const web = await listening({ setting: 'BYPULS_HTTP_PORT', ...http }, async () =>
    base.roles.has('api')
      ? openApi({ ...http, ...tls, ...(await apiParts(base, closing, part)) })
      : openProcessServer({
          ...http,
          ...tls,
          secret: settings.BYPULS_SECRET ?? '',
          ingest: part.ingest,
          connections: () => part.bus.connections() ?? 0,
          health: part.health,
          logger,
          now,
        }),
  )
  closing.add(() => web.close())
  return web
}

async function apiParts(base: Base, closing: Closing, { bus, tell, health, ...part }: WebPart) {
  const { settings, registry, store, logger, now, folder } = base
  const ingest = await ingestOfApi(base, closing, { bus, ingest: part.ingest })
  const tellNewest = createTellNewest({ latest: ingest.latest, publish: bus.publish, now })
  const local = part.ingest
  return {
    dashboardDirectory: DASHBOARD,
    registry,
    store,
    ingest,
    ...(local === null || !registry.isShared
      ? {}
      : { internal: { ingest: local, secret: settings.BYPULS_SECRET ?? '' } }),
    formats: decoders,
    subscribe: bus.subscribe,
    connections: () => bus.connections() ?? 0,
    async importReadings(readings: readonly Reading[]) {
      await store.write(readings)
      await tell.readings(readings)
      tellNewest(readings)
    },
    backup: (directory: string) =>
      backupTo(directory, { folder: folder.path, ingest: local, registry, store, now }),
    jobs: createJobs(registry, now),
    health,
    operatorToken: base.operatorToken,
    trustedProxies: settings.BYPULS_TRUSTED_PROXIES,
    publicUrl: settings.BYPULS_PUBLIC_URL ?? `http://127.0.0.1:${settings.BYPULS_HTTP_PORT}`,
    logger,
    now,
  }
}

type IngestOfApi = ApiIngest & { readonly latest: Pick<Ingest['latest'], 'get' | 'update'> }

/** The ingest beside it, or of a platform of several processes all of them. */
async function ingestOfApi(
  base: Base,
  closing: Closing,
  { bus, ingest }: Pick<WebPart, 'bus' | 'ingest'>,
): Promise<IngestOfApi> {
  const { settings, registry, store, logger, now } = base
  if (!registry.isShared && ingest !== null) return ingest
  const table = openLatest({
    store,
    subscribe: bus.subscribe,
    isConnected: () => bus.health().ok,
    now,
    logger,
  })
  closing.add(() => table.close())
  await forAWhile(table.filled)
  const remote = createRemoteIngest({
    processes: () => registry.cluster.processes(),
    secret: settings.BYPULS_SECRET ?? '',
    logger,
    now,
  })
  closing.add(() => remote.close())
  return { ...remote, latest: table.latest }
}
