import { statfsSync } from 'node:fs'
import type { PartHealth } from '@bypuls/api'
import type { Bus } from '@bypuls/broker'
import type { Ingest } from '@bypuls/ingest'
import type { Base } from './parts/base.js'

const LEAST_FREE_BYTES = 100 * 1024 ** 2
/** Further apart, readings would be called late, future or stale that are not. */
const CLOCK_TOLERANCE_MS = 60_000

/** How every part does, by the names that `/readyz` and `bypuls doctor` use. */
export async function healthOfParts(
  base: Base,
  { bus, ingest }: { readonly bus: Bus; readonly ingest: Ingest | null },
): Promise<readonly PartHealth[]> {
  const [store, registry, clock] = await Promise.all([
    base.store.health(),
    base.registry.health(),
    clockOf(base),
  ])
  return [
    { name: 'broker', ...bus.health() },
    ...(ingest === null ? [] : partsOfIngest(ingest)),
    { name: 'store', ...store },
    { name: 'registry', ...registry },
    ...(base.registry.isShared ? [clock, ...others(base)] : []),
    disk(base.folder.path),
  ]
}

function partsOfIngest(ingest: Ingest): PartHealth[] {
  const { spool, delivery } = ingest.health()
  return [
    { name: 'spool', ...spool },
    { name: 'delivery', ...delivery },
  ]
}

/** Late and future readings are told by this machine's clock, ages on the pages by another's. */
async function clockOf({ registry }: Base): Promise<PartHealth> {
  const offset = await registry.clockOffsetMs().catch(() => 0)
  if (Math.abs(offset) <= CLOCK_TOLERANCE_MS) return { name: 'clock', ok: true }
  const [seconds, way] = [Math.round(Math.abs(offset) / 1000), offset > 0 ? 'ahead of' : 'behind']
  return {
    name: 'clock',
    ok: false,
    detail: `this machine’s clock is ${seconds} s ${way} the registry’s`,
    remedy: 'Set both clocks by NTP; until then ages and late readings are judged wrongly.',
  }
}

/** What this process needs of the others. */
function others({ registry, roles }: Base): PartHealth[] {
  const running = new Set(registry.cluster.processes().flatMap((process) => process.roles))
  const needed = roles.has('api') ? (['ingest', 'watch'] as const) : []
  return needed.map((role) =>
    running.has(role)
      ? { name: role, ok: true }
      : {
          name: role,
          ok: false,
          detail: `no process plays the part ${role} now`,
          remedy: `Start one: bypuls start --roles ${role}. What devices send waits at the broker.`,
        },
  )
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
