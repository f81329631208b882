import type { LatestValue } from '@bypuls/ingest'
import type { Entry, Flag, Reading } from '@bypuls/model'
import type { RegistryView } from '@bypuls/registry'
import { openMemoryStore } from '@bypuls/stores'
import type { LatestTable } from '../../deps.js'
import { createHistory } from '../series.js'
import type { SiteHistoryDeps } from '../until.js'
import { type TestSite, viewOf } from './view.js'

export type TestTown = SiteHistoryDeps & {
  /** Writes values at times, epoch ms UTC, and remembers the newest as the latest. */
  put(point: string, values: readonly (readonly [at: number, value: number])[], flag?: Flag): void
  /** Resolves when everything that was put is stored. */
  stored(): Promise<void>
  readonly registry: RegistryView
}

/** A few sites over a memory store, at an instant. */
export function openTown(
  sites: Readonly<Record<string, TestSite>>,
  options: { readonly now: number; readonly entries?: readonly Entry[] },
): TestTown {
  const registry = viewOf(sites)
  const store = openMemoryStore()
  const newest = new Map<string, LatestValue>()
  const writes: Promise<void>[] = []
  const latest: LatestTable = { get: (point) => newest.get(point) }
  const now = () => options.now
  const view = () => registry
  const entries = (point: string) =>
    (options.entries ?? []).filter((entry) => entry.point === point)
  const { series } = createHistory({ store, view, entries, now })
  return {
    series,
    view,
    latest,
    now,
    registry,
    put(point, values, flag = 'good') {
      const readings = values.map(
        ([observedAt, value]): Reading => ({ point, observedAt, value, flag }),
      )
      for (const { observedAt, value } of readings) {
        if (observedAt < (newest.get(point)?.observedAt ?? -Infinity)) continue
        newest.set(point, { observedAt, receivedAt: null, value, flag, rule: null })
      }
      writes.push(store.write(readings))
    },
    async stored() {
      await Promise.all(writes)
    },
  }
}

/** Times from `from` up to and including `to`, every `stepMs`. */
export function every(stepMs: number, from: number, to: number): number[] {
  return Array.from({ length: Math.floor((to - from) / stepMs) + 1 }, (_, n) => from + n * stepMs)
}
