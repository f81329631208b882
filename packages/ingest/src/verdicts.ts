import { type Outcome, type Outcomes, outcomeAt } from './outcome.js'

/** What becomes of single messages, for those who wait for it. */
export type Verdicts = {
  /** Starts to remember a message; the oldest remembered one gives way when there are too many. */
  expect(position: number): void
  settle(outcomes: Outcomes): void
  /** Resolves, without the payload, once the message is stored; rejects for one that is not (or no longer) remembered. */
  of(id: string): Promise<Outcome>
}

type Verdict = {
  readonly outcome: Promise<Outcome>
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: Error) => void
}

const REMEMBERED = 10_000
const NOTHING = new Uint8Array()

/** Remembers nothing yet. */
export function createVerdicts(): Verdicts {
  const verdicts = new Map<number, Verdict>()

  return {
    expect(position) {
      verdicts.set(position, pending())
      const [oldest] = verdicts.size > REMEMBERED ? verdicts.keys() : []
      if (oldest === undefined) return
      verdicts.get(oldest)?.reject(unknownMessage(String(oldest)))
      verdicts.delete(oldest)
    },
    settle(outcomes) {
      if (verdicts.size === 0) return
      for (const [index, position] of outcomes.positions.entries()) {
        const verdict = verdicts.get(position)
        if (verdict === undefined) continue
        const outcome = outcomeAt(outcomes, index)
        verdict.resolve({ ...outcome, message: { ...outcome.message, payload: NOTHING } })
      }
    },
    of: (id) => verdicts.get(Number(id))?.outcome ?? Promise.reject(unknownMessage(id)),
  }
}

function pending(): Verdict {
  let resolve: Verdict['resolve'] = () => undefined
  let reject: Verdict['reject'] = () => undefined
  const outcome = new Promise<Outcome>((whenStored, whenForgotten) => {
    resolve = whenStored
    reject = whenForgotten
  })
  // Nobody has to wait for it.
  outcome.catch(() => undefined)
  return { outcome, resolve, reject }
}

function unknownMessage(id: string): Error {
  return new Error(`Message ${id} is not remembered; its device's messages may still show it.`)
}
