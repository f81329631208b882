import type { Reading } from '@bypuls/model'
import { StoreError, type TimeSeriesStore } from '@bypuls/stores'

/** A store that acknowledges before it keeps, as VictoriaMetrics does, and can be killed. */
export type LossyStore = TimeSeriesStore & {
  /** It is away, and with it everything that it acknowledged but does not keep yet. */
  kill(): void
  /** It answers again, and says so. */
  comeBack(): void
  /** How many readings it acknowledged. */
  acknowledged(): number
}

/** What is acknowledged is kept only when this part of the horizon has passed. */
const KEPT_AFTER = 0.5

/** In front of a store that keeps what it has. */
export function createLossyStore(store: TimeSeriesStore, horizonMs: number): LossyStore {
  const listeners = new Set<() => void>()
  let life = 0
  let away = false
  let acknowledged = 0

  return {
    ...store,
    durabilityHorizonMs: horizonMs,
    async write(readings: readonly Reading[]) {
      if (away) throw new StoreError('outage', 'connection refused')
      acknowledged += readings.length
      const written = life
      setTimeout(() => {
        if (written === life) void store.write(readings)
      }, horizonMs * KEPT_AFTER)
    },
    async health() {
      return away ? { ok: false, detail: 'connection refused', remedy: 'start it' } : { ok: true }
    },
    onRestarted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    kill() {
      life += 1
      away = true
    },
    comeBack() {
      away = false
      for (const listener of listeners) listener()
    },
    acknowledged: () => acknowledged,
  }
}
