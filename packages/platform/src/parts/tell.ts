import { createIsCounter, createRules, runsOf } from '@bypuls/api'
import type { Readings } from '@bypuls/model'
import type { TouchedRun } from '@bypuls/registry'
import type { ReadingChunk } from '@bypuls/stores'
import type { Closing } from '../closing.js'
import type { Base } from './base.js'

/**
 * Tells of readings that the store has by now. Each resolves when the counters' entries that they touch
 * are right, or safely with whoever makes them so: only then may the spool forget the readings.
 */
export type Tell = {
  readings(readings: Readings): Promise<void>
  chunks(chunks: readonly ReadingChunk[]): Promise<void>
}

/** By itself a process keeps the entries right at once; one of several hands the work to the watch. */
export function openTell(base: Base, closing: Closing): Tell {
  return base.registry.isShared ? handOver(base) : keepRight(base, closing)
}

function keepRight({ store, registry, logger }: Base, closing: Closing): Tell {
  const rules = createRules({
    store,
    registry,
    onFailure: (error) =>
      logger.warn({ err: error }, 'Counters’ entries cannot be brought up to date; tried again'),
  })
  closing.add(() => rules.close())
  return {
    async readings(readings) {
      rules.touched(readings)
      await rules.settled()
    },
    async chunks(chunks) {
      rules.touchedChunks(chunks)
      await rules.settled()
    },
  }
}

/** What is told while one hand-over is under way goes with the next one. */
function handOver({ registry }: Base): Tell {
  let waiting: TouchedRun[] = []
  let next: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function handWaiting(): Promise<void> {
    await last.catch(() => undefined)
    const runs = waiting
    waiting = []
    next = undefined
    const done = registry.cluster.addTouched(runs)
    last = done
    await done
  }

  function add(runs: readonly TouchedRun[]): Promise<void> {
    if (runs.length === 0) return Promise.resolve()
    for (const run of runs) waiting.push(run)
    next ??= handWaiting()
    return next
  }

  const isCounter = createIsCounter(registry.view)
  return {
    readings: (readings) => add(runsOf(readings, isCounter)),
    chunks: (chunks) => add(chunks.filter(({ point }) => isCounter(point)).flatMap(runOf)),
  }
}

function runOf({ point, observedAt, value }: ReadingChunk): TouchedRun[] {
  const [from, to] = [observedAt[0], observedAt.at(-1)]
  const [first, last] = [value[0], value.at(-1)]
  if (from === undefined || to === undefined || first === undefined || last === undefined) return []
  return [{ point, from, to, first, last, steady: false }]
}
