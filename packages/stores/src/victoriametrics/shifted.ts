import type { Reading } from '@bypuls/model'
import type { TimeSeriesStore } from '../store.js'

/** The contract's suites go back to 1969, which VictoriaMetrics does not keep. */
const SHIFT_MS = 86_400_000

/**
 * A store whose times are a day later and which shows at once what was written, so that the suites of the
 * contract run on it; `flush` makes the server do that.
 */
export function shifted(store: TimeSeriesStore, flush: () => Promise<unknown>): TimeSeriesStore {
  const there = <T extends { readonly from: number; readonly to: number }>(range: T): T => ({
    ...range,
    from: range.from + SHIFT_MS,
    to: range.to + SHIFT_MS,
  })
  const moved = (by: number) => (reading: Reading) => ({
    ...reading,
    observedAt: reading.observedAt + by,
  })
  const back = (near: { readonly observedAt: number; readonly value: number }) => ({
    ...near,
    observedAt: near.observedAt - SHIFT_MS,
  })

  return {
    ...store,
    async write(readings) {
      await store.write(Array.from(readings, moved(SHIFT_MS)))
      await flush()
    },
    async writeChunks(chunks) {
      await store.writeChunks(
        chunks.map((chunk) => ({
          ...chunk,
          observedAt: chunk.observedAt.map((time) => time + SHIFT_MS),
        })),
      )
      await flush()
    },
    async *windows(query) {
      const asked = { ...there(query), originMs: query.originMs + SHIFT_MS }
      for await (const windows of store.windows(asked)) {
        yield windows.map((window) => ({
          ...window,
          start: window.start - SHIFT_MS,
          ...(window.firstAt === undefined ? {} : { firstAt: window.firstAt - SHIFT_MS }),
          ...(window.lastAt === undefined ? {} : { lastAt: window.lastAt - SHIFT_MS }),
        }))
      }
    },
    async *readings(query) {
      for await (const chunk of store.readings(there(query))) {
        yield { ...chunk, observedAt: chunk.observedAt.map((time) => time - SHIFT_MS) }
      }
    },
    async *latest() {
      for await (const readings of store.latest()) yield readings.map(moved(-SHIFT_MS))
    },
    async oldest(points) {
      const at = await store.oldest(points)
      return at === null ? null : at - SHIFT_MS
    },
    async around(points, at) {
      const found = await store.around(points, at + SHIFT_MS)
      return found.map(({ point, before, after }) => ({
        point,
        ...(before && { before: back(before) }),
        ...(after && { after: back(after) }),
      }))
    },
    async remove(range) {
      await store.remove(there(range))
      await flush()
    },
  }
}
