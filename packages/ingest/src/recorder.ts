import type { DeadLetters } from './dead-letters.js'
import { keepTrying, type Patience } from './keep-trying.js'
import type { Outcome } from './outcome.js'

export type RecorderDeps = Patience & {
  readonly letters: Pick<DeadLetters, 'add'>
  readonly onFailed: (error: unknown) => void
}

/**
 * Puts rejected parts among the dead letters, each once: on arrival, so that they can be read at
 * once, and again asked for before the spool forgets the message. Rejects only with `Stopped`.
 */
export function createRecorder(deps: RecorderDeps) {
  const underWay = new WeakMap<Outcome, Promise<void>>()

  return async function record(outcomes: readonly Outcome[]): Promise<void> {
    const rejected = outcomes.filter((outcome) => outcome.rejected.length > 0)
    const fresh = rejected.filter((outcome) => !underWay.has(outcome))
    if (fresh.length > 0) {
      const added = keepTrying(() => deps.letters.add(fresh), deps, deps.onFailed)
      for (const outcome of fresh) underWay.set(outcome, added)
    }
    await Promise.all(new Set(rejected.map((outcome) => underWay.get(outcome))))
  }
}
