import type { ReadingChunk } from '@bypuls/stores'
import { EVER, type RulesStore } from './entries-shapes.js'

/** Good readings in time order. */
export type Good = { readonly observedAt: readonly number[]; readonly value: readonly number[] }
/** Some of a point's readings beside an instant. `whole`: nothing lies beyond them. */
export type Margin = Good & { readonly whole: boolean }

type MarginQuery = {
  readonly at: number
  /** Readings looked at; suspect ones count and are left out. */
  readonly limit: number
}

/** The last readings before an instant. */
export async function marginBefore(
  store: Pick<RulesStore, 'readings'>,
  point: string,
  { at, limit }: MarginQuery,
): Promise<Margin> {
  const range = { from: EVER.from, to: at, limit, order: 'newest-first' } as const
  const { observedAt, value, whole } = await margin(store, { points: [point], ...range })
  return { observedAt: observedAt.toReversed(), value: value.toReversed(), whole }
}

/** The first readings at or after an instant. */
export function marginAfter(
  store: Pick<RulesStore, 'readings'>,
  point: string,
  { at, limit }: MarginQuery,
): Promise<Margin> {
  return margin(store, { points: [point], from: at, to: EVER.to, limit, order: 'oldest-first' })
}

export function pushGood(
  into: { observedAt: number[]; value: number[] },
  chunk: Pick<ReadingChunk, 'observedAt' | 'value' | 'suspect'>,
): void {
  for (const [index, at] of chunk.observedAt.entries()) {
    if (chunk.suspect[index] === 1) continue
    into.observedAt.push(at)
    into.value.push(chunk.value[index] ?? Number.NaN)
  }
}

async function margin(
  store: Pick<RulesStore, 'readings'>,
  query: Parameters<RulesStore['readings']>[0] & { readonly limit: number },
): Promise<Margin> {
  const found = { observedAt: [] as number[], value: [] as number[] }
  let seen = 0
  for await (const chunk of store.readings(query)) {
    seen += chunk.observedAt.length
    pushGood(found, chunk)
  }
  return { ...found, whole: seen < query.limit }
}
