import type { IngestLog } from './contract.js'
import type { Counts } from './counts.js'
import type { Received } from './ingest.js'
import type { Spool } from './spool.js'
import { SpoolError } from './spool-error.js'

/** Where there is room, and who hears of refusals. */
export type AdmissionDeps = {
  readonly spool: Pick<Spool, 'limit'>
  readonly counts: Pick<Counts, 'refuse'>
  readonly log: Pick<IngestLog, 'warn'>
}

/** Who may still add to a spool that is nearly full. */
export type Admission = {
  /** Refuses, above 80 % of the limit, those who hold more than their share; gives the others. */
  admit(batch: readonly Received[]): readonly Received[]
  /** How many organisations wait now. */
  heldBack(): number
  trouble(): SpoolError | undefined
}

/** Everybody may, for now. */
export function createAdmission({ spool, counts, log }: AdmissionDeps): Admission {
  const { limit } = spool
  const waiting = new Set<string>()

  function refuse({ message, done }: Received, refusal: SpoolError): void {
    const { organisation } = message
    if (!waiting.has(organisation)) log.warn({ organisation }, refusal.message)
    waiting.add(organisation)
    counts.refuse(1)
    done(refusal, 0)
  }

  function heldBack(): number {
    for (const organisation of waiting) {
      if (!limit.overdrawn(organisation)) waiting.delete(organisation)
    }
    return waiting.size
  }

  return {
    admit(batch) {
      if (!limit.isTight()) return batch
      return batch.filter((received) => {
        const refusal = received.refusable && limit.overdrawn(received.message.organisation)
        if (refusal) refuse(received, refusal)
        return !refusal
      })
    },
    heldBack,
    trouble() {
      const count = heldBack()
      if (count === 0) return undefined
      const cause = `The spool is nearly full because the store has not taken its messages: ${count} organisations hold more than their share of it and are refused, the others go on.`
      const remedy = 'See what /readyz says of the store; all goes on when it takes readings again.'
      return new SpoolError('full', { cause, remedy })
    },
  }
}
