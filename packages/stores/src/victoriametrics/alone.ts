/** Lets one piece of work run without the others, which wait meanwhile. */
export type Alone = {
  /** Runs when all that runs beside has ended; one after another. */
  alone<T>(work: () => Promise<T>): Promise<T>
  /** Runs with others of its kind, not with a piece that runs alone. */
  beside<T>(work: () => Promise<T>): Promise<T>
  /** Resolves when nothing runs alone. */
  free(): Promise<void>
}

export function createAlone(): Alone {
  let last: Promise<unknown> = Promise.resolve()
  const running = new Set<Promise<unknown>>()

  return {
    alone(work) {
      const turn = last.then(async () => {
        await Promise.allSettled(running)
        return work()
      })
      last = turn.catch(() => undefined)
      return turn
    },
    async beside(work) {
      for (let seen = last; ; seen = last) {
        await seen
        if (seen === last) break
      }
      const done = work()
      running.add(done)
      const forget = () => running.delete(done)
      done.then(forget, forget)
      return done
    },
    async free() {
      await last
    },
  }
}
