import type { StoreHealth } from '@bypuls/stores'
import type { Admission } from './admission.js'
import type { IngestMetrics } from './contract.js'
import type { CountsNow } from './counts.js'
import type { DeadLetters } from './dead-letters.js'
import type { Spool } from './spool.js'
import type { StoreGate } from './store-gate.js'

type Parts = {
  readonly spool: Pick<Spool, 'trouble'>
  readonly admission: Pick<Admission, 'trouble'>
  readonly gate: Pick<StoreGate, 'trouble'>
}

/** Whether messages are accepted (spool) and whether they reach the store (delivery). */
export function healthOf({ spool, admission, gate }: Parts): {
  readonly spool: StoreHealth
  readonly delivery: StoreHealth
} {
  const disk = spool.trouble() ?? admission.trouble()
  const store = gate.trouble()
  return {
    spool: disk ? { ok: false, detail: disk.message, remedy: disk.remedy } : { ok: true },
    delivery: store ? { ok: false, detail: store.detail, remedy: store.remedy } : { ok: true },
  }
}

type Held = {
  readonly spool: Spool
  readonly deadLetters: Pick<DeadLetters, 'bytes'>
  /** The last position up to which the store has everything. */
  readonly through: number
  readonly now: number
}

/** What the spool and the dead letters hold; reads one message, the oldest that is not stored. */
export function metricsOf(
  held: Held,
): Omit<IngestMetrics, keyof CountsNow | 'heldBackOrganisations'> {
  const { spool, deadLetters, through, now } = held
  const { last } = spool.positions()
  const [oldest] = through < last ? spool.read(through + 1, 1).messages : []
  return {
    spoolBytes: spool.bytes(),
    spoolOldestSeconds: oldest ? Math.max(0, now - oldest.message.receivedAt) / 1_000 : 0,
    waitingMessages: Math.max(0, last - through),
    damagedRecords: spool.damaged(),
    deadLetterBytes: deadLetters.bytes(),
  }
}
