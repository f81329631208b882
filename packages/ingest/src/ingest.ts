import type { RawMessage } from '@bypuls/model'
import type { TimeSeriesStore } from '@bypuls/stores'
import { type InterpretDeps, interpret } from './interpret.js'
import type { Outcome } from './outcome.js'
import { openSpool } from './spool.js'

export type IngestDeps = InterpretDeps & {
  readonly directoryPath: string
  readonly maxSpoolBytes: number
  readonly store: TimeSeriesStore
  readonly onOutcomes?: (outcomes: readonly Outcome[]) => void
}

/** The way of a message, in its simplest form: spool, acknowledge, interpret, store. */
export async function openIngest(deps: IngestDeps) {
  const spool = await openSpool({ directory: deps.directoryPath, maxBytes: deps.maxSpoolBytes })

  async function take(batch: readonly RawMessage[], acknowledge: () => void): Promise<void> {
    const first = await spool.append(batch)
    acknowledge()
    const outcomes = interpret(
      batch.map((message, index) => ({ position: first + index, message })),
      deps,
    )
    deps.onOutcomes?.(outcomes)
    await deps.store.write(outcomes.flatMap((outcome) => outcome.readings))
    spool.delivered(first + batch.length - 1)
  }

  return {
    receive(message: RawMessage, done: (error?: Error) => void): void {
      take([message], done).catch((error: unknown) => {
        done(error instanceof Error ? error : new Error(String(error)))
      })
    },
    close: () => spool.close(),
  }
}
