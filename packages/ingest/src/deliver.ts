import type { Reading } from '@bypuls/model'
import { Stopped } from './keep-trying.js'
import type { Outcome } from './outcome.js'
import { createParcels, type Parcel, readingsOf } from './parcels.js'
import type { Spool, SpooledMessage } from './spool.js'
import { withSetAside, writeOrSetAside } from './write-or-set-aside.js'

/** What delivery needs; each is one step of a batch, in the order listed. */
export type DeliverDeps = {
  readonly spool: Pick<Spool, 'read' | 'delivered' | 'positions'>
  /** Resolves when the store has the readings; rejects when it refuses them, or with `Stopped`. */
  readonly write: (readings: readonly Reading[]) => Promise<void>
  /** What messages that come back from the spool mean. */
  readonly understand: (messages: readonly SpooledMessage[]) => readonly Outcome[]
  /** Resolves when the rejected parts are on disk; rejects only with `Stopped`. */
  readonly record: (outcomes: readonly Outcome[]) => Promise<void>
  /** Runs for each batch in order after it is stored, before the spool forgets it. */
  readonly stored: (readings: readonly Reading[]) => Promise<void>
  /** A batch is stored. `changed` are those of its outcomes of which the store refused a part. */
  readonly onDelivered: (outcomes: readonly Outcome[], changed: readonly Outcome[]) => void
  /** Writes younger than this may be lost by the store, so the spool keeps them. */
  readonly durabilityHorizonMs: number
}

/** Brings outcomes to the store in batches, in order, and tells the spool what it may forget. */
export type Delivery = {
  /** Takes the outcomes of the messages from position `first` to `last`. */
  push(outcomes: readonly Outcome[], first: number, last: number): void
  /** Brings what is in the spool already. */
  start(): void
  /** Brings again what the store may have lost by a crash: what is younger than its horizon. */
  storeReturned(): void
  /** Resolves when the store has everything that is on disk. */
  drained(): Promise<void>
  /** Starts nothing more; resolves when the writes under way have ended. */
  stop(): Promise<void>
}

type Job = Parcel & { readonly written: Promise<Written>; readonly round: number }
type Written = {
  readonly outcomes: readonly Outcome[]
  readonly readings: readonly Reading[]
  readonly changed: readonly Outcome[]
}

/** Messages read back at once: a few milliseconds of work. */
const MESSAGES_PER_PAGE = 1_000
const WRITES_AT_ONCE = 2
/** Small batches gather for this long, so that a quiet city costs few writes. */
const GATHER_MS = 25

/** Starts nothing by itself: `start` brings what is in the spool, `push` what comes in. */
export function createDelivery(deps: DeliverDeps): Delivery {
  const parcels = createParcels()
  const jobs: Job[] = []
  /** The last position that is in the queue, in a job or delivered. */
  let taken = deps.spool.positions().delivered
  /** Grows with each replay: jobs from before one do not count. */
  let round = 0
  let settling = false
  let timer: NodeJS.Timeout | undefined
  let gathering = false
  let stopped = false
  let onIdle: (() => void)[] = []

  function add(outcomes: readonly Outcome[], last: number): void {
    parcels.add(outcomes, last)
    taken = last
  }

  const isBehind = () => taken < deps.spool.positions().last

  /** Starts what can be started: the one place that decides when something is written. */
  function pump(): void {
    while (!stopped && jobs.length < WRITES_AT_ONCE && isWorthAWrite()) {
      const parcel = parcels.take()
      if (parcel) start(parcel)
    }
    callIdle()
  }

  function isWorthAWrite(): boolean {
    if (!parcels.isWrite() && isBehind()) readPage()
    if (parcels.isWrite()) return true
    if (isBehind()) {
      pumpSoon()
      return false
    }
    return !parcels.isEmpty() && jobs.length === 0 && !gathering
  }

  function pumpSoon(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      pump()
    })
  }

  function readPage(): void {
    const { messages, next } = deps.spool.read(taken + 1, MESSAGES_PER_PAGE)
    if (next === taken + 1) taken = deps.spool.positions().last
    else add(deps.understand(messages), next - 1)
  }

  function start(parcel: Parcel): void {
    gathering = true
    setTimeout(() => {
      gathering = false
      pump()
    }, GATHER_MS)
    const written = bring(parcel.outcomes)
    // Whether it failed is asked in turn, in `settle`.
    written.catch(() => undefined)
    jobs.push({ ...parcel, written, round })
    if (!settling) void settle()
  }

  async function bring(outcomes: readonly Outcome[]): Promise<Written> {
    await deps.record(outcomes)
    const readings = readingsOf(outcomes)
    const aside = await writeOrSetAside(deps.write, readings)
    if (aside.length === 0) return { outcomes, readings, changed: [] }
    const words = new Map(aside.map((refused) => [refused.reading, refused.words]))
    const final = outcomes.map((outcome) => withSetAside(outcome, words))
    const changed = final.filter((outcome, index) => outcome !== outcomes[index])
    await deps.record(changed)
    return { outcomes: final, readings: readingsOf(final), changed }
  }

  /** Ends the jobs in order: only what has everything before it stored may be forgotten. */
  async function settle(): Promise<void> {
    settling = true
    for (let job = jobs[0]; job && !stopped; job = jobs[0]) {
      try {
        const { outcomes, readings, changed } = await job.written
        if (job.readings > 0) await deps.stored(readings)
        deps.onDelivered(outcomes, changed)
        forget(job)
      } catch (error) {
        if (!(error instanceof Stopped)) throw error
        stopped = true
      }
      jobs.shift()
      pump()
    }
    settling = false
    callIdle()
  }

  function forget({ last, round: started }: Job): void {
    const forgetNow = () => {
      if (started === round) deps.spool.delivered(last)
    }
    if (deps.durabilityHorizonMs === 0) forgetNow()
    else setTimeout(forgetNow, deps.durabilityHorizonMs).unref()
  }

  function callIdle(): void {
    if (settling || (!stopped && (!parcels.isEmpty() || isBehind()))) return
    for (const resolve of onIdle) resolve()
    onIdle = []
  }

  const idle = () =>
    new Promise<void>((resolve) => {
      onIdle.push(resolve)
      callIdle()
    })

  return {
    push(outcomes, first, last) {
      // Out of turn or too much: the spool has it, and it is read back in order.
      if (first === taken + 1 && !parcels.isFull()) add(outcomes, last)
      pump()
    },
    start: pump,
    storeReturned() {
      if (deps.durabilityHorizonMs === 0) return
      round += 1
      parcels.clear()
      taken = deps.spool.positions().delivered
      pump()
    },
    drained: idle,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await idle()
    },
  }
}
