import type { Readings } from '@bypuls/model'
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

/** Parts of the horizon: when what is acknowledged is kept, and when it is late and the store unwell. */
const KEPT_AFTER = 0.5
const LATE_AFTER = 0.75

/** In front of a store that keeps what it has. */
export function createLossyStore(store: TimeSeriesStore, horizonMs: number): LossyStore {
  const listeners = new Set<() => void>()
  let life = 0
  let away = false
  let acknowledged = 0
  const unkept = new Set<number>()

  async function keep(readings: Readings, writtenAt: number): Promise<void> {
    await store.write(readings)
    unkept.delete(writtenAt)
  }

  return {
    ...store,
    durabilityHorizonMs: horizonMs,
    async write(readings: Readings) {
      if (away) throw new StoreError('outage', 'connection refused')
      acknowledged += readings.length
      const written = life
      const writtenAt = performance.now()
      unkept.add(writtenAt)
      setTimeout(() => {
        if (written === life) void keep(readings, writtenAt)
      }, horizonMs * KEPT_AFTER)
    },
    async health() {
      const [oldest = Infinity] = unkept
      const isLate = performance.now() - oldest > horizonMs * LATE_AFTER
      return away || isLate
        ? { ok: false, detail: 'connection refused', remedy: 'start it' }
        : { ok: true }
    },
    onRestarted(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    kill() {
      life += 1
      unkept.clear()
      away = true
    },
    comeBack() {
      away = false
      for (const listener of listeners) listener()
    },
    acknowledged: () => acknowledged,
  }
}
