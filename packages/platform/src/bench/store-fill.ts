import type { Reading } from '@bypuls/model'
import type { ReadingChunk, TimeSeriesStore } from '@bypuls/stores'
import { SIX } from '../load/bulk-city.js'

/** Readings at a steady step in [from, to) for each point. */
export type Span = {
  readonly points: readonly string[]
  readonly from: number
  readonly to: number
  readonly stepMs: number
}

/** Readings in one `writeChunks`. */
const PER_WRITE = 100_000
/** Of live readings in one `write`, as the ingest delivers them, and how many at once. */
const PER_BATCH = 6_000
const AT_ONCE = 4
const FOUR_WEEKS_MS = 28 * 86_400_000

/** Names of so many points, six to a room. */
export function pointsOf(site: string, count: number): readonly string[] {
  return Array.from(
    { length: count },
    (_, index) => `${site}.room-${Math.floor(index / SIX.length)}.${SIX[index % SIX.length]}`,
  )
}

/** Writes history by the path of the import, four weeks after four; how many, and how many per second. */
export async function fill(store: TimeSeriesStore, span: Span) {
  const startedAt = performance.now()
  let readings = 0
  for (let from = span.from; from < span.to; from += FOUR_WEEKS_MS) {
    readings += await fillSome(store, {
      ...span,
      from,
      to: Math.min(from + FOUR_WEEKS_MS, span.to),
    })
  }
  return { readings, perS: readings / ((performance.now() - startedAt) / 1_000) }
}

async function fillSome(store: TimeSeriesStore, span: Span): Promise<number> {
  let waiting: ReadingChunk[] = []
  let size = 0
  let readings = 0
  const flush = async () => {
    await store.writeChunks(waiting)
    readings += size
    waiting = []
    size = 0
  }
  for (const [index, point] of span.points.entries()) {
    const chunk = chunkOf(span, point, index)
    waiting.push(chunk)
    size += chunk.value.length
    if (size >= PER_WRITE) await flush()
  }
  if (size > 0) await flush()
  return readings
}

/** How many readings a span has. */
export function sizeOf({ points, from, to, stepMs }: Span): number {
  return points.length * Math.ceil((to - from) / stepMs)
}

function chunkOf({ from, to, stepMs }: Span, point: string, seed: number): ReadingChunk {
  const count = Math.ceil((to - from) / stepMs)
  const observedAt = Float64Array.from({ length: count }, (_, step) => from + step * stepMs)
  const value = observedAt.map((_, step) => valueAt(seed, step))
  return { point, observedAt, value, suspect: new Uint8Array(count) }
}

/** A slow wave with a little noise, two decimals, as sensors send. */
function valueAt(seed: number, step: number): number {
  const wave = 20 * Math.sin((step + seed) / 24)
  const noise = ((step * 7_919 + seed * 104_729) % 97) / 50
  return Math.round((450 + wave + noise) * 100) / 100
}

/** Writes what a whole city reports in turn, round after round, by the path of live readings. */
export async function writeLive(
  store: TimeSeriesStore,
  city: { readonly points: readonly string[]; readonly from: number; readonly rounds: number },
) {
  const batches: Reading[][] = []
  for (let round = 0; round < city.rounds; round++) {
    const observedAt = city.from + round * 10_000
    for (let first = 0; first < city.points.length; first += PER_BATCH) {
      const points = city.points.slice(first, first + PER_BATCH)
      batches.push(
        points.map((point, index) => {
          const value = valueAt(first + index, round)
          return { point, observedAt, value, flag: 'good' } as const
        }),
      )
    }
  }
  const startedAt = performance.now()
  const turns = batches.values()
  const worker = async () => {
    for (const batch of turns) await store.write(batch)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const readings = city.points.length * city.rounds
  const perS = readings / ((performance.now() - startedAt) / 1_000)
  return { readings, perS, readingsPerWrite: PER_BATCH, writesAtOnce: AT_ONCE }
}
