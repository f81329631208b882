import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '@bypuls/registry'
import { createRules } from '../history/entries.js'
import type { RulesRegistry, RulesStore } from '../history/entries-shapes.js'

/** As pino has it. */
export type WatchLog = {
  info(details: object, text: string): void
}

export type WatchDeps = {
  readonly registry: RulesRegistry & {
    readonly cluster: Pick<Cluster, 'addTouched' | 'touched' | 'forgetTouched'>
  }
  readonly store: RulesStore & { readonly durabilityHorizonMs: number }
  /** Told when the store or the registry fails; the work is kept and tried again. */
  readonly onFailure: (error: unknown) => void
  readonly log: WatchLog
}

const MOST = 10_000
const POLL_MS = 500
const RETRY_MS = 2_000

/** The work of whoever leads the watch: brings the counters' entries up to date with what is handed over. */
export function createWatch(deps: WatchDeps): (signal: AbortSignal) => Promise<void> {
  const { registry, store, onFailure } = deps
  const { cluster } = registry
  return async function watch(signal) {
    const rules = createRules({ store, registry, onFailure })
    while (!signal.aborted) {
      try {
        const { runs, through } = await cluster.touched(MOST)
        if (runs.length === 0) await sleep(POLL_MS, undefined, { signal })
        for (const { point, from, to } of runs) void rules.touch(point, from, to)
        await rules.settled()
        if (runs.length > 0 && !signal.aborted) await cluster.forgetTouched(through)
      } catch (error) {
        if (signal.aborted) break
        onFailure(error)
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
    await rules.close()
  }
}
