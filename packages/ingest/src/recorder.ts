import type { DeadLetters } from './dead-letters.js'
import { keepTrying, type Patience } from './keep-trying.js'
import type { Outcomes } from './outcome.js'

/** Where letters go, and who hears that it failed. */
export type RecorderDeps = Patience & {
  readonly letters: Pick<DeadLetters, 'add'>
  readonly onFailed: (error: unknown) => void
}

/** Puts rejected parts among the dead letters, once. */
export type Recorder = {
  /** On arrival, so that it can be read at once; without a promise, and left out when many wait. */
  early(outcomes: Outcomes): void
  /** Resolves when all are on disk: before the spool forgets them. Rejects only with `Stopped`. */
  record(outcomes: Outcomes): Promise<void>
}

/** Where dead letters cannot be written, memory must not fill with them: the spool has them. */
const MOST_EARLY = 5_000

/** Remembers which outcomes are under way for as long as they are in memory. */
export function createRecorder(deps: RecorderDeps): Recorder {
  const underWay = new WeakMap<Outcomes, Promise<void>>()
  let waiting = 0

  async function add(outcomes: Outcomes): Promise<void> {
    const { size } = outcomes.rejected
    waiting += size
    try {
      await keepTrying(() => deps.letters.add(outcomes), deps, deps.onFailed)
    } finally {
      waiting -= size
    }
  }

  async function record(outcomes: Outcomes): Promise<void> {
    if (outcomes.rejected.size === 0) return
    const added = underWay.get(outcomes) ?? add(outcomes)
    underWay.set(outcomes, added)
    await added
  }

  return {
    early(outcomes) {
      if (waiting < MOST_EARLY) record(outcomes).catch(() => undefined)
    },
    record,
  }
}
