import { Counter, Gauge, type Registry } from 'prom-client'
import type { IngestFigures } from './deps.js'

/** Figures of this process's ingest, or of a worker that was asked. */
type Shown = IngestFigures & { readonly worker?: string }

/**
 * The numbers of the ingest. It counts itself; `show` copies its counters before somebody reads them.
 * What another process told carries its name as `worker`, so that a sum over all processes counts each
 * message once.
 */
export function ingestMetrics(register: Registry): { show(figures: readonly Shown[]): void } {
  const registers = [register]
  const worker = 'worker'
  const messages = new Counter({
    name: 'bypuls_messages_total',
    help: 'Messages by what became of them',
    labelNames: ['result', worker],
    registers,
  })
  const stored = new Counter({
    name: 'bypuls_readings_stored_total',
    help: 'Readings that the store has taken',
    labelNames: [worker],
    registers,
  })
  const rejected = new Counter({
    name: 'bypuls_rejected_total',
    help: 'Parts of messages that could not be read, by reason',
    labelNames: ['reason', worker],
    registers,
  })
  const oldest = new Gauge({
    name: 'bypuls_spool_oldest_seconds',
    help: 'Age of the oldest message that the store does not have',
    labelNames: [worker],
    registers,
  })
  const bytes = new Gauge({
    name: 'bypuls_spool_bytes',
    help: 'What the spool takes on disk',
    labelNames: [worker],
    registers,
  })
  const heldBack = new Gauge({
    name: 'bypuls_spool_held_back_organisations',
    help: 'Organisations that are refused because they hold more than their share of a nearly full spool',
    labelNames: [worker],
    registers,
  })
  const all = [messages, stored, rejected, oldest, bytes, heldBack]

  return {
    show(figures) {
      for (const metric of all) metric.reset()
      for (const one of figures) {
        const of = one.worker === undefined ? {} : { worker: one.worker }
        for (const [result, count] of Object.entries(one.messages)) {
          messages.inc({ ...of, result }, count)
        }
        for (const [reason, count] of one.rejected) rejected.inc({ ...of, reason }, count)
        stored.inc(of, one.readingsStored)
        oldest.set(of, one.spoolOldestSeconds)
        bytes.set(of, one.spoolBytes)
        heldBack.set(of, one.heldBackOrganisations)
      }
    },
  }
}
