import { join } from 'node:path'
import type { RawMessage } from '@bypuls/model'
import type { Ingest, IngestDeps } from './contract.js'
import { createCounts } from './counts.js'
import { openDeadLetters } from './dead-letters.js'
import { createDelivery } from './deliver.js'
import { createGather } from './gather.js'
import { healthOf, metricsOf } from './health.js'
import { interpret } from './interpret.js'
import { keepTrying, sleepUnlessStopped } from './keep-trying.js'
import { createLatestTable, fillLatest } from './latest.js'
import { createLive } from './live.js'
import { createMessageLog } from './message-log.js'
import type { Outcome } from './outcome.js'
import { createRecorder } from './recorder.js'
import { openSpool, type SpooledMessage } from './spool.js'
import { SpoolError } from './spool-error.js'
import { createStoreGate } from './store-gate.js'
import { createVerdicts } from './verdicts.js'

type Received = { readonly message: RawMessage; readonly done: Done }
type Done = (error: Error | undefined, id: string) => void

/** Their folders. */
const SPOOL = 'spool'
const DEAD_LETTERS = 'dead-letters'
const GIB = 1024 ** 3
/** A commit takes what came while the one before it ran; under load it waits this long for more. */
const COMMIT_SPACING_MS = 1
const ENOUGH_FOR_A_COMMIT = 512
const DRAIN_AT_CLOSE_MS = 3_000
/** A store that does not answer does not keep the program from stopping. */
const LAST_WRITE_MS = 5_000

/**
 * The whole way of a message, in reading order. It is on disk before it is acknowledged; it ends as
 * readings in the store or as dead letters with their reasons. A failing store only delays: the spool
 * keeps what is not delivered, and delivery tries again. Rejects with `SpoolError` where the folder
 * cannot be used.
 */
export async function openIngest(deps: IngestDeps): Promise<Ingest> {
  const { folder, store, log, now } = deps
  const [spool, deadLetters] = await Promise.all([
    openSpool({ directory: join(folder, SPOOL), maxBytes: deps.maxSpoolBytes ?? 2 * GIB, now }),
    openDeadLetters({ directory: join(folder, DEAD_LETTERS), now }),
  ])
  const stop = new AbortController()
  const patience = { signal: stop.signal, random: deps.random, sleep: sleepUnlessStopped }
  const latest = createLatestTable()
  const live = createLive({ publish: deps.publish, now })
  const messages = createMessageLog()
  const counts = createCounts()
  const verdicts = createVerdicts()
  const openedAt = spool.positions().last

  /** A batch from the broker or from HTTP: to disk in one commit, acknowledged, understood, delivered. */
  async function take(batch: readonly Received[]): Promise<void> {
    const first = await spool.append(batch.map(({ message }) => message))
    batch.forEach(({ done }, index) => {
      done(undefined, String(first + index))
    })
    counts.acknowledge(batch.length)

    const outcomes = understand(
      batch.map(({ message }, index) => ({ position: first + index, message })),
    )
    for (const outcome of outcomes) messages.add(outcome)
    recorder.early(outcomes)
    delivery.push(outcomes, first, first + batch.length - 1)
  }

  /** Device, decoder, unit, point, plausibility; newest values to the pages. */
  function understand(spooled: readonly SpooledMessage[]): readonly Outcome[] {
    const outcomes = interpret(spooled, deps)
    for (const { message, readings } of outcomes) {
      for (const reading of readings) {
        if (latest.update(reading, message.receivedAt)) live.add(reading)
      }
    }
    return outcomes
  }

  const recorder = createRecorder({
    ...patience,
    letters: deadLetters,
    onFailed: (error) => log.warn({ error }, 'Dead letters cannot be written; tried again'),
  })
  const gate = createStoreGate({
    ...patience,
    store,
    onTrouble: (trouble) =>
      log.warn(trouble, `The store does not take readings: ${trouble.detail}`),
    onRecovered() {
      log.info({}, 'The store takes readings again')
      if (store.durabilityHorizonMs > 0) delivery.replay()
    },
  })
  const delivery = createDelivery({
    spool,
    write: gate.write,
    understand(spooled) {
      const outcomes = understand(spooled)
      for (const outcome of outcomes) if (Number(outcome.id) <= openedAt) messages.add(outcome)
      return outcomes
    },
    record: recorder.record,
    stored: (readings) =>
      keepTrying(
        async () => deps.stored?.(readings),
        patience,
        (error) => log.warn({ error }, 'Rules over stored readings failed; tried again'),
      ),
    onDelivered(outcomes, changed) {
      counts.deliver(outcomes)
      for (const outcome of outcomes) verdicts.settle(outcome)
      for (const outcome of changed) messages.replace(outcome)
    },
    durabilityHorizonMs: store.durabilityHorizonMs,
  })

  const gather = createGather<Received>({
    async flush(batch) {
      try {
        await take(batch)
      } catch (error) {
        if (!(error instanceof SpoolError)) throw error
        counts.refuse(batch.length)
        for (const { done } of batch) done(error, '')
      }
    },
    enough: ENOUGH_FOR_A_COMMIT,
    spacingMs: COMMIT_SPACING_MS,
  })

  const latestFilled = keepTrying(
    () => fillLatest(latest, store),
    patience,
    (error) => log.warn({ error }, 'The newest values cannot be read from the store; tried again'),
  )
  latestFilled.catch(() => undefined)
  delivery.replay()

  return {
    receive: (message, done) => gather.add({ message, done }),
    accept: (message) =>
      new Promise((resolve, reject) => {
        gather.add({
          message,
          done(error, id) {
            if (error) return reject(error)
            verdicts.expect(id)
            resolve({ id })
          },
        })
      }),
    verdict: (id) => verdicts.of(id),
    latest,
    latestFilled,
    messages,
    deadLetters,
    health: () => healthOf(spool, gate),
    metrics: () => ({ ...counts.now(), ...metricsOf(spool, deadLetters, now()) }),

    async backup(target) {
      await spool.backup(join(target, SPOOL))
      await deadLetters.backup(join(target, DEAD_LETTERS))
    },

    async close() {
      await gather.empty()
      if (!gate.trouble()) await within(DRAIN_AT_CLOSE_MS, delivery.drained())
      stop.abort()
      live.close()
      await within(LAST_WRITE_MS, delivery.stop())
      await spool.close()
      await deadLetters.close()
    },
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const timer = new AbortController()
  await Promise.race([work, sleepUnlessStopped(ms, timer.signal)])
  timer.abort()
}
