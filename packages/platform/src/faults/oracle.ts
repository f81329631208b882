import type { Operator } from '../operator.js'
import { exported } from './exported.js'
import { LOAD_SITE, type LoadDevice, messageAt } from './load-site.js'

/** What was sent by one device and which of it was acknowledged. */
export type Sent = {
  readonly device: LoadDevice
  readonly baseMs: number
  readonly count: number
  /** 1 where acknowledged, by sequence number. */
  readonly acknowledged: Uint8Array
}

export type Verdict = {
  readonly acknowledged: number
  readonly stored: number
  /** Acknowledged and not in the export. */
  readonly missing: number
  /** In the export more than once. */
  readonly doubled: number
  /** In the export with another value, or never sent. */
  readonly wrong: number
  /** Said where something is missing: whether the broker's queue was full, and it threw away itself. */
  readonly brokerQueueRanOver?: boolean
}

/** Readings so far beside those sent are looked for, too: they would be wrong. */
const BESIDE_MS = 3_600_000

/** Counts from the platform's own export what became of every message; knows nothing of how it works. */
export async function judge(operator: Operator, all: readonly Sent[]): Promise<Verdict> {
  const byPoint = new Map(all.map((sent) => [sent.device.point, sent]))
  const seen = new Map(all.map((sent) => [sent.device.point, new Uint8Array(sent.count)]))
  let stored = 0
  let doubled = 0
  let wrong = 0
  for await (const { point, observedAt, value } of exported(operator, LOAD_SITE, spanOf(all))) {
    stored += 1
    const sent = byPoint.get(point)
    const counts = seen.get(point)
    const sequence = sent === undefined ? -1 : observedAt - sent.baseMs
    if (sent === undefined || counts === undefined || !(sequence >= 0 && sequence < sent.count)) {
      wrong += 1
      continue
    }
    if (value !== messageAt(sent.baseMs, sequence).value) wrong += 1
    if (counts[sequence] === 1) doubled += 1
    counts[sequence] = 1
  }
  let acknowledged = 0
  let missing = 0
  for (const sent of all) {
    for (let sequence = 0; sequence < sent.count; sequence++) {
      if (sent.acknowledged[sequence] !== 1) continue
      acknowledged += 1
      if (seen.get(sent.device.point)?.[sequence] !== 1) missing += 1
    }
  }
  return { acknowledged, stored, missing, doubled, wrong }
}

function spanOf(all: readonly Sent[]) {
  return {
    from: Math.min(...all.map(({ baseMs }) => baseMs)) - BESIDE_MS,
    to: Math.max(...all.map(({ baseMs, count }) => baseMs + count)) + BESIDE_MS,
  }
}
