import { setImmediate } from 'node:timers/promises'

/** The longest that one piece of long work holds the thread. */
const PIECE_MS = 10

/** For long work in memory: `isDue` says when it has held the thread for a while, `rest` lets others run. */
export type Pace = { isDue(): boolean; rest(): Promise<void> }

export function createPace(): Pace {
  let since = performance.now()
  return {
    isDue: () => performance.now() - since > PIECE_MS,
    async rest() {
      await setImmediate()
      since = performance.now()
    },
  }
}
