import type { DeadLetters } from './dead-letters.js'
import { keepTrying, type Patience } from './keep-trying.js'
import type { Outcome } from './outcome.js'

/** Where letters go, and who hears that it failed. */
export type RecorderDeps = Patience & {
  readonly letters: Pick<DeadLetters, 'add'>
  readonly onFailed: (error: unknown) => void
}

/** Puts rejected parts among the dead letters, each outcome once. */
export type Recorder = {
  /** On arrival, so that it can be read at once; without a promise, and left out when many wait. */
  early(outcomes: readonly Outcome[]): void
  /** Resolves when all are on disk: before the spool forgets them. Rejects only with `Stopped`. */
  record(outcomes: readonly Outcome[]): Promise<void>
}

/** Where dead letters cannot be written, memory must not fill with them: the spool has them. */
const MOST_EARLY = 5_000

/** Remembers which outcomes are under way for as long as they are in memory. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const underWay = new WeakMap<Outcome, Promise<void>>()
  let waiting = 0

  async function add(outcomes: readonly Outcome[]): Promise<void> {
    waiting += outcomes.length
    try {
      await keepTrying(() => deps.letters.add(outcomes), deps, deps.onFailed)
    } finally {
      waiting -= outcomes.length
    }
  }

  async function record(outcomes: readonly Outcome[]): Promise<void> {
    const rejected = outcomes.filter((outcome) => outcome.rejected.length > 0)
    if (rejected.length === 0) return
    const fresh = rejected.filter((outcome) => !underWay.has(outcome))
    if (fresh.length > 0) {
      const added = add(fresh)
      for (const outcome of fresh) underWay.set(outcome, added)
    }
    await Promise.all(new Set(rejected.map((outcome) => underWay.get(outcome))))
  }

  return {
    early(outcomes) {
      if (waiting < MOST_EARLY) record(outcomes).catch(() => undefined)
    },
    record,
  }
}
