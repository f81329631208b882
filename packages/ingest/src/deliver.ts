import type { Readings } from '@bypuls/model'
import { createHandover } from './handover.js'
import { createHorizon, type HorizonDeps } from './horizon.js'
import { Stopped } from './keep-trying.js'
import type { Outcome, Outcomes } from './outcome.js'
import { outcomesAfter, outcomesOf, readingsOf } from './outcomes.js'
import { createParcels, type Parcel } from './parcels.js'
import type { Spool, SpooledMessage } from './spool.js'
import { withoutSetAside, writeOrSetAside } from './write-or-set-aside.js'

/** What delivery needs; each is one step of a batch, in the order listed. */
export type DeliverDeps = Pick<HorizonDeps, 'horizonMs' | 'isStoreWell'> & {
  readonly spool: Pick<Spool, 'read' | 'delivered' | 'positions'>
  /** Resolves when the store has the readings; rejects when it refuses them, or with `Stopped`. */
  readonly write: (readings: Readings) => Promise<void>
  /** What messages that come back from the spool mean. */
  readonly understand: (messages: readonly SpooledMessage[]) => Outcomes
  /** Resolves when the rejected parts are on disk; rejects only with `Stopped`. */
  readonly record: (outcomes: Outcomes) => Promise<void>
  /**
   * Runs for each batch in order after it is stored, before the spool forgets it; later batches are
   * written meanwhile. Rejects only with `Stopped`.
   */
  readonly stored: (readings: Readings) => Promise<void>
  /** A batch is stored. `changed` are those of its outcomes of which the store refused a part. */
  readonly onDelivered: (batches: readonly Outcomes[], changed: readonly Outcome[]) => void
}

/** Brings outcomes to the store in batches, in order, and tells the spool what it may forget. */
export type Delivery = {
  /** Takes the outcomes of the messages from position `first` to `last`. */
  push(outcomes: Outcomes, first: number, last: number): void
  /** Brings what is in the spool already. */
  start(): void
  /** Brings again what the store may have lost by a crash: what is younger than its horizon. */
  storeReturned(): void
  /** The last position up to which the store has everything and it is handed over. */
  through(): number
  /** Resolves when the store has everything that is on disk and it is handed over. */
  drained(): Promise<void>
  /** Starts nothing more; resolves when the writes under way have ended. */
  stop(): Promise<void>
}

type Job = Parcel & { readonly written: Promise<Written>; readonly round: number }
/** What is stored, and those of its outcomes of which the store refused a part. */
type Written = {
  readonly batches: readonly Outcomes[]
  readonly readings: Readings
  readonly changed: readonly Outcome[]
}

const NONE = outcomesOf([])

/** Messages read back at once: so little work that what comes in meanwhile hardly waits. */
const MESSAGES_PER_PAGE = 256
const WRITES_AT_ONCE = 2
/** Small batches gather for this long, so that a quiet city costs few writes. */
const GATHER_MS = 100

/** Starts nothing by itself: `start` brings what is in the spool, `push` what comes in. */
export function createDelivery(deps: DeliverDeps): Delivery {
  const parcels = createParcels()
  const jobs: Job[] = []
  const handover = createHandover({ stored: deps.stored, onSettled: pump })
  const horizon = createHorizon({ ...deps, forget: deps.spool.delivered })
  /** The last position that is in the queue, in a job or delivered. */
  let taken = deps.spool.positions().delivered
  /** The last position up to which all is stored and handed over, since the last replay. */
  let through = taken
  /** The last position that was ever stored: what is brought again counts once. */
  let counted = taken
  /** Grows with each replay: jobs from before one do not count. */
  let round = 0
  let settling = false
  let timer: NodeJS.Timeout | undefined
  let gathering = false
  let stopped = false
  let onIdle: (() => void)[] = []

  function add(outcomes: Outcomes, last: number): void {
    parcels.add(outcomes, last)
    taken = last
  }

  const isBehind = () => taken < deps.spool.positions().last

  /** Starts what can be started: the one place that decides when something is written. */
  function pump(): void {
    while (!stopped && !handover.isFull() && jobs.length < WRITES_AT_ONCE && isWorthAWrite()) {
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
    // Nothing follows although it was on disk: what is missing is counted by the spool.
    if (next === taken + 1) add(NONE, deps.spool.positions().last)
    else add(deps.understand(messages), next - 1)
  }

  function start(parcel: Parcel): void {
    gathering = true
    setTimeout(() => {
      gathering = false
      pump()
    }, GATHER_MS)
    const written = bring(parcel.batches)
    // Whether it failed is asked in turn, in `settle`.
    written.catch(() => undefined)
    jobs.push({ ...parcel, written, round })
    if (!settling) void settle()
  }

  async function bring(batches: readonly Outcomes[]): Promise<Written> {
    for (const outcomes of batches) await deps.record(outcomes)
    const readings = readingsOf(batches)
    const aside = await writeOrSetAside(deps.write, readings)
    if (aside.length === 0) return { batches, readings, changed: [] }
    const written = withoutSetAside(batches, aside)
    for (const outcomes of written.batches) await deps.record(outcomes)
    return { ...written, readings: readingsOf(written.batches) }
  }

  /** Ends the jobs in order: only what has everything before it stored may be forgotten. */
  async function settle(): Promise<void> {
    settling = true
    for (let job = jobs[0]; job && !stopped; job = jobs[0]) {
      try {
        confirm(job, await job.written)
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

  /** A job is stored, and so are all before it. */
  function confirm({ last, round: started }: Job, written: Written): void {
    const { batches, readings, changed } = after(written, counted)
    if (last > counted) deps.onDelivered(batches, changed)
    counted = Math.max(counted, last)
    handover.add(readings, () => {
      if (started !== round) return
      through = last
      horizon.add(last)
    })
  }

  function callIdle(): void {
    if (settling || !handover.isEmpty()) return
    if (!stopped && (!parcels.isEmpty() || isBehind())) return
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
      if (deps.horizonMs === 0) return
      round += 1
      parcels.clear()
      horizon.clear()
      taken = deps.spool.positions().delivered
      through = taken
      pump()
    },
    through: () => through,
    drained: idle,
    async stop() {
      stopped = true
      clearTimeout(timer)
      horizon.stop()
      await idle()
    },
  }
}

/** The part that comes after a position; all of it, but for a replay. */
function after(written: Written, position: number): Written {
  const batches = written.batches.map((outcomes) => outcomesAfter(outcomes, position))
  const isAll = batches.every((outcomes, index) => outcomes === written.batches[index])
  if (isAll) return written
  const changed = written.changed.filter(({ id }) => Number(id) > position)
  return { batches, readings: readingsOf(batches), changed }
}
