import { pointId } from '@bypuls/model'
import type { PointRange } from '../store.js'
import { StoreError } from '../store-error.js'
import { bodiesOfChunks } from './bodies.js'
import type { Changes } from './changes.js'
import type { Erase, PlaceName } from './erase.js'
import { BOTH, type Named, named, ofMeasurements, ofPoints, type Range, source } from './flux.js'
import { type Reader, readOnePerPoint } from './groups.js'
import { merged } from './merged.js'
import { READINGS, SUSPECT_READINGS } from './names.js'
import { createPlaces, type Places } from './places.js'
import { readRuns } from './runs.js'
import type { SetAside } from './set-aside.js'
import { spansOf, wholeOf } from './spans.js'
import { clamped } from './times.js'
import { createTurns, type Turns } from './turns.js'
import type { Writer } from './writer.js'

export type RemoveDeps = {
  readonly reader: Reader
  readonly places: Places
  readonly changes: Changes
  readonly writer: Pick<Writer, 'inOrder'>
  readonly send: (text: string) => Promise<void>
  readonly erase: Erase
  readonly setAside: SetAside
  /** One at a time: removals, and what completes them. */
  readonly inLine: Turns
}

/** Readings of the other metrics that one step takes away and brings back. */
const ROWS_PER_STEP = 50_000
const PLACES_AT_ONCE = 4

/**
 * Removes readings for good. The engine deletes whole lines only, and a line holds all metrics of its
 * place: where others share the range, they are set aside (on the server), the lines deleted and the
 * others written back, step by step. A step that is interrupted is completed by the next removal, or by
 * the first `health` after the store is opened again; asked again, a removal goes on. This store's own writes to such a place and
 * range wait meanwhile. Another process must not write there at the same moment: what it writes between
 * the reading and the deletion of a step goes with it.
 */
export function createRemove(deps: RemoveDeps): (range: PointRange) => Promise<void> {
  return async ({ points, from, to }) => {
    const range = clamped(from, to)
    const asked = named(points)
    if (range === undefined || asked.length === 0) return
    const touched = new Map(
      asked.map(({ point }) => [
        deps.places.seriesOf(point).place,
        { from: range.from, to: range.to - 1 },
      ]),
    )
    const change = await deps.writer.inOrder(() => deps.changes.announce(touched))
    try {
      await change.before
      await deps.inLine(async () => {
        await deps.setAside.restore()
        const turn = createTurns(PLACES_AT_ONCE)
        const alone: Promise<readonly Shared[]>[] = byPlace(asked).map((at) =>
          turn(() => removeWhereAlone(deps, at, range)),
        )
        for (const shared of (await Promise.all(alone)).flat()) await removeShared(deps, shared)
      })
    } finally {
      change.end()
    }
  }
}

type AtPlace = { readonly at: PlaceName; readonly points: Named }
/** What is left to remove at a place where others' readings lie between. */
type Shared = AtPlace & { readonly others: Named; readonly range: Range }

function byPlace(points: Named): readonly AtPlace[] {
  const places = new Map<string, { at: PlaceName; points: Named[number][] }>()
  for (const point of points) {
    const { site, place } = point.parts
    const of = places.get(`${site}.${place}`) ?? { at: { site, place }, points: [] }
    of.points.push(point)
    places.set(`${site}.${place}`, of)
  }
  return [...places.values()]
}

/** Deletes at once where no other metric has readings between the first and the last to remove. */
async function removeWhereAlone(
  deps: RemoveDeps,
  { at, points }: AtPlace,
  range: Range,
): Promise<readonly Shared[]> {
  const span = wholeOf(await spansOf(deps.reader, points, range, BOTH))
  if (span === undefined) return []
  const others = await othersAt(deps.reader, { at, points }, span)
  if (others.length > 0) return [{ at, points, others, range: span }]
  await eraseLines(deps, at, span)
  return []
}

async function othersAt(reader: Reader, { at, points }: AtPlace, range: Range): Promise<Named> {
  const fields = new Set<string>()
  const filters = [ofMeasurements(BOTH), `r.site == "${at.site}" and r.place == "${at.place}"`]
  const query = `${source(reader.address, range, filters)} |> first()`
  await reader.ask(query, ['_field'], (row, [field = -1]) => fields.add(row.text(field)))
  for (const { parts } of points) fields.delete(parts.metric)
  const others = [...fields].map((metric) => pointId({ ...at, metric }))
  const known = named(others)
  if (known.length < others.length) throw strangeFields(at, fields)
  return known
}

async function removeShared(deps: RemoveDeps, shared: Shared): Promise<void> {
  const { others, range } = shared
  const counts = await readOnePerPoint(deps.reader, { points: others, range, end: 'count()' })
  let rows = 0
  for (const { good, suspect } of counts.values())
    rows += (good?.value ?? 0) + (suspect?.value ?? 0)
  const steps = Math.max(1, Math.ceil(rows / ROWS_PER_STEP))
  const width = Math.ceil((range.to - range.from) / steps)
  for (let from = range.from; from < range.to; from += width) {
    await removeStep(deps, shared, { from, to: Math.min(range.to, from + width) })
  }
}

async function removeStep(deps: RemoveDeps, { at, others }: Shared, step: Range): Promise<void> {
  const { reader, send, setAside } = deps
  const query = source(reader.address, step, ofPoints(others, BOTH))
  const runs = await readRuns(reader.ask, query)
  const chunks = [...runs].map(([point, of]) => merged(point, of))
  const bodies = [...bodiesOfChunks(createPlaces(), chunks)]
  for (const { text } of bodies) await setAside.put(text)
  await eraseLines(deps, at, step)
  for (const { text } of bodies) await send(text)
  if (bodies.length > 0) await setAside.clear(at)
}

async function eraseLines({ erase }: RemoveDeps, at: PlaceName, range: Range): Promise<void> {
  for (const measurement of [READINGS, SUSPECT_READINGS]) await erase(measurement, at, range)
}

function strangeFields({ site, place }: PlaceName, fields: ReadonlySet<string>): StoreError {
  const names = JSON.stringify([...fields].slice(0, 10))
  return new StoreError(
    'misconfigured',
    `Cannot remove readings of ${site}.${place}: another program has put fields into the same lines (${names}), and a deletion would take them too; let it write to another measurement or bucket`,
  )
}
