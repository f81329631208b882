import { createWatch } from '@bypuls/api'
import type { Closing } from '../closing.js'
import type { Base } from './base.js'

/** Keeps the counters' entries right while this process leads the watch; one process at a time does. */
export function openWatchPart({ registry, store, logger }: Base, closing: Closing): void {
  if (!registry.isShared) return
  const watch = createWatch({
    registry,
    store,
    log: logger,
    onFailure: (error) =>
      logger.warn({ err: error }, 'Counters’ entries cannot be brought up to date; tried again'),
  })
  closing.add(registry.cluster.lead('watch', watch))
}
