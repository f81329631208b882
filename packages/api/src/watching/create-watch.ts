import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '@bypuls/registry'
import { createRules } from '../history/entries.js'
import type { RulesRegistry, RulesStore } from '../history/entries-shapes.js'
import { createAwaited } from './awaited.js'

/** As pino has it. */
export type WatchLog = {
  info(details: object, text: string): void
  warn(details: object, text: string): void
}

export type WatchDeps = {
  readonly registry: RulesRegistry & {
    readonly cluster: Pick<Cluster, 'addTouched' | 'touched' | 'forgetTouched'>
  }
  readonly store: RulesStore & { readonly durabilityHorizonMs: number }
  /** Told when the store or the registry fails, once until it goes on; the work is kept and tried again. */
  readonly onFailure: (error: unknown) => void
  readonly log: WatchLog
  /** How often it is looked for work, and how long it is waited after a failure, ms. */
  readonly pollMs?: number
  readonly retryMs?: number
}

/** So many runs are taken at once. */
const MOST = 10_000
/** A store that shows later than it acknowledges shows what goes on in a known series within this, ms. */
const SHOWN_WITHIN_MS = 2_000
/** A pass that is under way gets this long to end when the lead does, ms. */
const END_WITHIN_MS = 1_000

/**
 * The work of whoever leads the watch: brings the counters' entries up to date with the runs that the
 * ingest workers hand over, then forgets them. Ends soon after the signal; what is not forgotten by then
 * the next leader does again, which changes nothing.
 */
export function createWatch(deps: WatchDeps): (signal: AbortSignal) => Promise<void> {
  const { registry, store, log, pollMs = 500, retryMs = 2_000 } = deps
  const { cluster } = registry

  return async function watch(signal) {
    const onFailure = onceUntilItGoesOn(deps, signal)
    const rules = createRules({
      store,
      registry: whileLeading(registry, signal),
      onFailure: onFailure.failed,
      retryMs,
    })
    const awaited = createAwaited((points) =>
      log.warn({ points }, 'The store does not show readings that it has taken; going on without'),
    )

    /** Some of the work; true where there may be more at once. */
    async function work(): Promise<boolean> {
      const { runs, through } = await cluster.touched(MOST)
      if (runs.length === 0) return false
      const remarkable = runs.filter((run) => !isKnown(registry, run.point) || !rules.follows(run))
      if (remarkable.length > 0 && store.durabilityHorizonMs > 0) {
        await sleep(SHOWN_WITHIN_MS, undefined, { signal })
      }
      const unknown = remarkable.filter(({ point }) => !isKnown(registry, point))
      const lacking = await rules.recomputeRuns(remarkable, true)
      const later = awaited.toCome([...unknown, ...lacking])
      const given = lacking.filter((run) => !later.includes(run))
      if (given.length > 0) await rules.recomputeRuns(given, false)
      await rules.settled()
      signal.throwIfAborted()
      // First handed over again, then forgotten: at no time are they nowhere.
      if (later.length > 0) await cluster.addTouched(later)
      signal.throwIfAborted()
      await cluster.forgetTouched(through)
      return later.length === 0
    }

    async function untilAborted(): Promise<void> {
      while (!signal.aborted) {
        try {
          const isMore = await work()
          onFailure.wentOn()
          if (!isMore) await sleep(pollMs, undefined, { signal })
        } catch (error) {
          if (signal.aborted) return
          onFailure.failed(error)
          await sleep(retryMs, undefined, { signal }).catch(() => undefined)
        }
      }
    }

    await Promise.race([untilAborted(), aborted(signal)])
    await Promise.race([rules.close(), sleep(END_WITHIN_MS, undefined, { ref: false })])
  }
}

/** The memory of the registry may be a moment behind the ingest's, which has seen the point. */
function isKnown(registry: Pick<RulesRegistry, 'view'>, point: string): boolean {
  return registry.view().points.has(point)
}

/** Where another may lead by now, nothing is written any more. */
function whileLeading(registry: RulesRegistry, signal: AbortSignal): RulesRegistry {
  return {
    view: registry.view,
    entries: registry.entries,
    onChange: registry.onChange,
    async replaceEntries(...entries) {
      signal.throwIfAborted()
      await registry.replaceEntries(...entries)
    },
  }
}

/** An outage of ten minutes is one line, not hundreds. */
function onceUntilItGoesOn({ onFailure, log }: WatchDeps, signal: AbortSignal) {
  let failing = false
  return {
    failed(error: unknown): void {
      if (failing || signal.aborted) return
      failing = true
      onFailure(error)
    },
    wentOn(): void {
      if (failing) log.info({}, 'Counters’ entries are brought up to date again')
      failing = false
    },
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
