import type { Reading } from '@bypuls/model'
import type { TimeSeriesStore } from '../store.js'

/** For tests: a store that keeps the highest of the values for one point, time and flag. */
export function highestWins(store: TimeSeriesStore): TimeSeriesStore {
  const kept = new Map<string, Reading>()

  return {
    ...store,
    async write(readings) {
      const higher = [...readings].filter((reading) => {
        const key = `${reading.point} ${reading.observedAt} ${reading.flag}`
        const before = kept.get(key)
        if (before !== undefined && before.value >= reading.value) return false
        kept.set(key, reading)
        return true
      })
      await store.write(higher)
    },
    async remove(range) {
      for (const [key, { point, observedAt }] of kept) {
        const gone = range.points.includes(point) && observedAt >= range.from
        if (gone && observedAt < range.to) kept.delete(key)
      }
      await store.remove(range)
    },
  }
}
