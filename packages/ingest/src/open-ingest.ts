import { join } from 'node:path'
import { createAdmission } from './admission.js'
import type { Ingest, IngestDeps } from './contract.js'
import { createCounts } from './counts.js'
import { openDeadLetters } from './dead-letters.js'
import { createDelivery } from './deliver.js'
import { createGather } from './gather.js'
import { healthOf, metricsOf } from './health.js'
import { createIngest, type Received } from './ingest.js'
import { keepTrying, sleepUnlessStopped } from './keep-trying.js'
import { createLatestTable, fillLatest } from './latest.js'
import { createLive } from './live.js'
import { createMessageLog } from './message-log.js'
import { outcomesThrough } from './outcomes.js'
import { createRecorder } from './recorder.js'
import { openSpool } from './spool.js'
import { createStoreGate } from './store-gate.js'
import { createUnderstand } from './understand.js'
import { createVerdicts } from './verdicts.js'

/** Their folders. */
const SPOOL = 'spool'
const DEAD_LETTERS = 'dead-letters'
const GIB = 1024 ** 3
/** A commit takes what came while the one before it ran, or in this time. */
const COMMIT_SPACING_MS = 1
const ENOUGH_FOR_A_COMMIT = 512
const DRAIN_AT_CLOSE_MS = 3_000
/** A store that does not answer does not keep the program from stopping. */
const LAST_WRITE_MS = 5_000

/**
 * Puts the way of a message together (`createIngest` shows it) and starts with what is still in the
 * spool. Rejects with `SpoolError` where the folder cannot be used.
 */
export async function openIngest(deps: IngestDeps): Promise<Ingest> {
  const { folder, store, log, now, random, fairShare: refusable = true } = deps
  const letters = await openDeadLetters({ directory: join(folder, DEAD_LETTERS), now })
  const spool = await openSpool({
    directory: join(folder, SPOOL),
    maxBytes: deps.maxSpoolBytes ?? 2 * GIB,
    after: letters.lastPosition(), // also a spool that is new may not give a letter's number again
    now,
  })
  const stop = new AbortController()
  const patience = { signal: stop.signal, random, sleep: sleepUnlessStopped }
  const again = (what: string) => (error: unknown) =>
    log.warn({ err: error }, `${what}; tried again`)

  const counts = createCounts()
  const admission = createAdmission({ spool, counts, log })
  const verdicts = createVerdicts()
  const messages = createMessageLog()
  const latest = createLatestTable()
  const live = createLive({ publish: deps.publish, now })
  const understand = createUnderstand({ ...deps, latest, live })
  const recorder = createRecorder({
    ...patience,
    letters,
    onFailed: again('Dead letters cannot be written'),
  })
  const gate = createStoreGate({
    ...patience,
    store,
    onTrouble: (trouble) => log.warn(trouble, 'The store does not take readings; tried again'),
    onRecovered() {
      log.info({}, 'The store takes readings again')
      if (!store.onRestarted) delivery.storeReturned()
    },
  })

  const openedAt = spool.positions().last
  const delivery = createDelivery({
    spool,
    write: gate.write,
    understand(spooled) {
      const outcomes = understand(spooled)
      // Later messages were logged when they came in.
      messages.addAll(outcomesThrough(outcomes, openedAt))
      return outcomes
    },
    record: recorder.record,
    async stored(readings) {
      const rules = async () => deps.stored?.(readings)
      await keepTrying(rules, patience, again('Rules over stored readings failed'))
    },
    onDelivered(batches, changed) {
      for (const outcomes of batches) {
        counts.deliver(outcomes)
        verdicts.settle(outcomes)
      }
      for (const outcome of changed) messages.replace(outcome)
    },
    horizonMs: store.durabilityHorizonMs,
    isStoreWell: async () => !gate.trouble() && (await store.health()).ok,
  })
  const unfollow = store.onRestarted?.(() => {
    log.info({}, 'The store was restarted; what it may have lost is brought again')
    delivery.storeReturned()
  })

  const gather = createGather<Received>({
    flush: createIngest({
      admission,
      spool,
      understand,
      messages,
      deadLetters: recorder,
      delivery,
      counts,
    }),
    enough: ENOUGH_FOR_A_COMMIT,
    spacingMs: deps.commitSpacingMs ?? COMMIT_SPACING_MS,
  })
  const latestFilled = keepTrying(
    () => fillLatest(latest, store),
    patience,
    again('The newest values cannot be read from the store'),
  )
  // Who does not wait for it need not catch it.
  latestFilled.catch(() => undefined)
  delivery.start()

  return {
    receive: (message, done) => gather.add({ message, done, refusable }),
    accept: (message) =>
      new Promise((resolve, reject) => {
        gather.add({
          message,
          refusable: true,
          done(error, position) {
            if (error) return reject(error)
            verdicts.expect(position)
            resolve({ id: String(position) })
          },
        })
      }),
    verdict: (id) => verdicts.of(id),
    latest,
    latestFilled,
    messages,
    deadLetters: letters,
    health: () => healthOf({ spool, admission, gate }),
    metrics: () => ({
      ...counts.now(),
      heldBackOrganisations: admission.heldBack(),
      ...metricsOf({ spool, deadLetters: letters, through: delivery.through(), now: now() }),
    }),

    async backup(target) {
      await spool.backup(join(target, SPOOL))
      await letters.backup(join(target, DEAD_LETTERS))
    },

    async close() {
      await gather.empty()
      if (!gate.trouble()) await within(DRAIN_AT_CLOSE_MS, delivery.drained())
      stop.abort()
      unfollow?.()
      live.close()
      await within(LAST_WRITE_MS, delivery.stop())
      await spool.close()
      await letters.close()
    },
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController()
  await Promise.race([work, sleepUnlessStopped(ms, timer.signal)])
  timer.abort()
}
