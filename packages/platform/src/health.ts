import { statfsSync } from 'node:fs'
import type { PartHealth } from '@bypuls/api'
import type { Bus } from '@bypuls/broker'
import type { Ingest } from '@bypuls/ingest'
import type { Registry } from '@bypuls/registry'
import type { TimeSeriesStore } from '@bypuls/stores'

type Parts = {
  readonly bus: Bus
  readonly ingest: Ingest
  readonly store: TimeSeriesStore
  readonly registry: Registry
  readonly folder: string
}

const LEAST_FREE_BYTES = 100 * 1024 ** 2

/** How every part does, by the names that `/readyz` and `bypuls doctor` use. */
export async function healthOfParts(parts: Parts): Promise<readonly PartHealth[]> {
  const { spool, delivery } = parts.ingest.health()
  return [
    { name: 'broker', ok: true },
    { name: 'spool', ...spool },
    { name: 'delivery', ...delivery },
    { name: 'store', ...(await parts.store.health()) },
    { name: 'registry', ...(await parts.registry.health()) },
    disk(parts.folder),
  ]
}

function disk(folder: string): PartHealth {
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize >= LEAST_FREE_BYTES) return { name: 'disk', ok: true }
  return {
    name: 'disk',
    ok: false,
    detail: `${Math.floor((bavail * bsize) / 1024 ** 2)} MiB free in the data folder`,
    remedy: 'Free some space, or move BYPULS_DATA to another disk.',
  }
}
