import type { Reading } from '@bypuls/model'
import type { Neighbours, ReadingChunk, TimeSeriesStore } from './store.js'
import { toWindows } from './window-parts.js'

/** Readings per batch that `latest` gives. */
const BATCH = 4_096

/**
 * Readings in this process' memory, lost when it ends: for tests and trials, and the oracle that the
 * other stores are compared with. Of two values for one point and time the later write wins, a good one
 * always over a suspect one.
 */
export function openMemoryStore(): TimeSeriesStore {
  const series = new Map<string, Series>()
  const readingsOf = (point: string) => series.get(point)?.inOrder() ?? []

  function put(reading: Reading): void {
    const of = series.get(reading.point) ?? createSeries()
    series.set(reading.point, of)
    of.put(reading)
  }

  return {
    name: 'memory',
    durabilityHorizonMs: 0,

    async write(readings) {
      for (const reading of readings) put(reading)
    },

    async writeChunks(chunks) {
      for (const { point, observedAt, value, suspect } of chunks) {
        value.forEach((of, row) => {
          const flag = suspect[row] === 1 ? 'suspect' : 'good'
          put({ point, observedAt: observedAt[row] ?? 0, value: of, flag })
        })
      }
    },

    async *windows(query) {
      const flag = query.flag ?? 'good'
      for (const point of new Set(query.points)) {
        const within = between(readingsOf(point), query).filter((r) => r.flag === flag)
        if (within.length > 0) yield toWindows(point, within, query)
      }
    },

    async *readings(query) {
      for (const point of new Set(query.points)) {
        const within = between(readingsOf(point), query)
        if (query.order === 'newest-first') within.reverse()
        const some = within.slice(0, query.limit ?? within.length)
        if (some.length > 0) yield toChunk(point, some)
      }
    },

    async *latest() {
      const newest = [...series.keys()].flatMap((point) => readingsOf(point).slice(-1))
      for (let at = 0; at < newest.length; at += BATCH) yield newest.slice(at, at + BATCH)
    },

    async oldest(points) {
      const firsts = points.flatMap((point) => readingsOf(point)[0]?.observedAt ?? [])
      return firsts.length === 0 ? null : Math.min(...firsts)
    },

    async around(points, at) {
      return points.map((point) => neighbours(point, readingsOf(point), at))
    },

    async remove(range) {
      for (const point of range.points) series.get(point)?.drop(range.from, range.to)
    },

    async health() {
      return { ok: true }
    },

    async close() {},
  }
}

type Series = {
  put(reading: Reading): void
  drop(from: number, to: number): void
  inOrder(): readonly Reading[]
}

function createSeries(): Series {
  const byTime = new Map<number, Reading>()
  let sorted: readonly Reading[] | undefined

  return {
    put(reading) {
      if (reading.flag === 'suspect' && byTime.get(reading.observedAt)?.flag === 'good') return
      byTime.set(reading.observedAt, reading)
      sorted = undefined
    },
    drop(from, to) {
      for (const time of [...byTime.keys()]) if (time >= from && time < to) byTime.delete(time)
      sorted = undefined
    },
    inOrder() {
      sorted ??= [...byTime.values()].sort((a, b) => a.observedAt - b.observedAt)
      return sorted
    },
  }
}

function between(readings: readonly Reading[], range: { from: number; to: number }): Reading[] {
  return readings.filter((r) => r.observedAt >= range.from && r.observedAt < range.to)
}

function toChunk(point: string, readings: readonly Reading[]): ReadingChunk {
  return {
    point,
    observedAt: Float64Array.from(readings, (r) => r.observedAt),
    value: Float64Array.from(readings, (r) => r.value),
    suspect: Uint8Array.from(readings, (r) => (r.flag === 'suspect' ? 1 : 0)),
  }
}

function neighbours(point: string, readings: readonly Reading[], at: number): Neighbours {
  const good = readings.filter((r) => r.flag === 'good')
  const before = good.findLast((r) => r.observedAt < at)
  const after = good.find((r) => r.observedAt >= at)
  return {
    point,
    ...(before && { before: { observedAt: before.observedAt, value: before.value } }),
    ...(after && { after: { observedAt: after.observedAt, value: after.value } }),
  }
}
