import type { Reading, Rejection } from '@bypuls/model'
import { Stopped } from './keep-trying.js'
import type { Outcome } from './outcome.js'
import type { Spool, SpooledMessage } from './spool.js'
import { writeOrSetAside } from './write-or-set-aside.js'

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

/** Outcomes of consecutive messages. `weight` stands for the memory they take. */
type Parcel = {
  readonly outcomes: readonly Outcome[]
  readonly last: number
  readonly readings: number
  readonly weight: number
}
type Job = Parcel & { readonly written: Promise<Written>; readonly round: number }
type Written = { readonly outcomes: readonly Outcome[]; readonly changed: readonly Outcome[] }

/** What one write takes. */
const READINGS_PER_WRITE = 10_000
/** What waits in memory at most (see `weigh`); more stays in the spool until its turn. */
const WEIGHT_IN_MEMORY = 60_000
/** Messages read back at once: a few milliseconds of work. */
const MESSAGES_PER_PAGE = 1_000
const WRITES_AT_ONCE = 2
/** Small batches gather for this long, so that a quiet city costs few writes. */
const GATHER_MS = 25

export function createDelivery(deps: DeliverDeps): Delivery {
  let queue: Parcel[] = []
  let readingsQueued = 0
  let weightQueued = 0
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

  function enqueue(outcomes: readonly Outcome[], last: number): void {
    const parcel = weigh(outcomes, last)
    queue.push(parcel)
    readingsQueued += parcel.readings
    weightQueued += parcel.weight
    taken = last
  }

  const isBehind = () => taken < deps.spool.positions().last
  const isFull = () => readingsQueued >= READINGS_PER_WRITE || weightQueued >= WEIGHT_IN_MEMORY

  /** Starts what can be started: the one place that decides when something is written. */
  function pump(): void {
    while (!stopped && jobs.length < WRITES_AT_ONCE && isWorthAWrite()) start(takeBatch())
    callIdle()
  }

  function isWorthAWrite(): boolean {
    if (!isFull() && isBehind()) readPage()
    if (isFull()) return true
    if (isBehind()) {
      pumpSoon()
      return false
    }
    return queue.length > 0 && jobs.length === 0 && !gathering
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
    else enqueue(deps.understand(messages), next - 1)
  }

  function takeBatch(): Parcel {
    const parcels: Parcel[] = []
    for (let readings = 0, next = queue[0]; next && readings < READINGS_PER_WRITE; ) {
      parcels.push(next)
      readings += next.readings
      next = queue[parcels.length]
    }
    queue = queue.slice(parcels.length)
    const batch = weigh(
      parcels.flatMap((parcel) => parcel.outcomes),
      parcels.at(-1)?.last ?? taken,
    )
    readingsQueued -= batch.readings
    weightQueued -= batch.weight
    return batch
  }

  function start(batch: Parcel): void {
    gathering = true
    setTimeout(() => {
      gathering = false
      pump()
    }, GATHER_MS)
    const written = bring(batch.outcomes)
    // Whether it failed is asked in turn, in `settle`.
    written.catch(() => undefined)
    jobs.push({ ...batch, written, round })
    if (!settling) void settle()
  }

  async function bring(outcomes: readonly Outcome[]): Promise<Written> {
    await deps.record(outcomes)
    const aside = await writeOrSetAside(deps.write, readingsOf(outcomes))
    if (aside.length === 0) return { outcomes, changed: [] }
    const refused = new Map(aside.map(({ reading, words }) => [reading, words]))
    const final = outcomes.map((outcome) => withRefused(outcome, refused))
    const changed = final.filter((outcome, index) => outcome !== outcomes[index])
    await deps.record(changed)
    return { outcomes: final, changed }
  }

  /** Ends the jobs in order: only what has everything before it stored may be forgotten. */
  async function settle(): Promise<void> {
    settling = true
    for (let job = jobs[0]; job && !stopped; job = jobs[0]) {
      try {
        const { outcomes, changed } = await job.written
        await deps.stored(readingsOf(outcomes))
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
    if (!stopped && (jobs.length > 0 || queue.length > 0 || isBehind())) return
    for (const resolve of onIdle) resolve()
    onIdle = []
  }

  const idle = () =>
    new Promise<void>((resolve) => {
      onIdle.push(resolve)
      if (!settling) callIdle()
    })

  return {
    push(outcomes, first, last) {
      // Out of turn or too much: the spool has it, and it is read back in order.
      if (first === taken + 1 && weightQueued < WEIGHT_IN_MEMORY) enqueue(outcomes, last)
      pump()
    },
    start: pump,
    storeReturned() {
      if (deps.durabilityHorizonMs === 0) return
      round += 1
      queue = []
      readingsQueued = 0
      weightQueued = 0
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

function readingsOf(outcomes: readonly Outcome[]): readonly Reading[] {
  return outcomes.flatMap((outcome) => outcome.readings)
}

/** About 100 bytes of memory each: a message, a reading, a part of a payload. */
function weigh(outcomes: readonly Outcome[], last: number): Parcel {
  let readings = 0
  let weight = 0
  for (const outcome of outcomes) {
    readings += outcome.readings.length
    weight += 2 + outcome.readings.length + (outcome.message.payload.length >> 7)
  }
  return { outcomes, last, readings, weight }
}

/** The outcome with its refused readings moved to where the rejected parts are. */
function withRefused(outcome: Outcome, refused: ReadonlyMap<Reading, string>): Outcome {
  const rejected: Rejection[] = []
  for (const reading of outcome.readings) {
    const detail = refused.get(reading)
    if (detail === undefined) continue
    rejected.push({ reason: 'store-refused', detail, path: reading.point })
  }
  if (rejected.length === 0) return outcome
  const readings = outcome.readings.filter((reading) => !refused.has(reading))
  return { ...outcome, readings, rejected: [...outcome.rejected, ...rejected] }
}
