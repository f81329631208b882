import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import type { Catalogue } from './catalogue.js'
import { type Ask, PER_ANSWER } from './questions.js'
import { withinSql } from './within.js'

/** `fsum` compensates: the order in which threads add up must not show in a figure. */
const EXPRESSIONS: { readonly [part in PartName]: string } = {
  count: 'count(*)::DOUBLE',
  sum: 'fsum(value)',
  min: 'min(value)',
  max: 'max(value)',
  first: 'arg_min(value, time)',
  last: 'arg_max(value, time)',
  firstAt: 'min(time)::DOUBLE',
  lastAt: 'max(time)::DOUBLE',
  energySum: 'fsum(pow(10, value / 10))',
  sinSum: 'fsum(sin(radians(value)))',
  cosSum: 'fsum(cos(radians(value)))',
}

/** Windows per batch. */
const BATCH = 2_048

/** As many points per question as their windows fit one answer; only the parts asked for are computed. */
export async function* readWindows(
  ask: Ask,
  catalogue: Catalogue,
  query: WindowQuery,
): AsyncIterable<readonly WindowParts[]> {
  const ids = [...new Set(query.points)].flatMap((point) => catalogue.idOf(point) ?? [])
  const span = spanOf(ids, catalogue, query)
  if (span.to <= span.from) return
  const windowsPerPoint = Math.ceil((span.to - span.from) / query.widthMs) + 1
  const perQuestion = Math.max(1, Math.floor(PER_ANSWER / windowsPerPoint))
  ids.sort((a, b) => a - b)
  for (let at = 0; at < ids.length; at += perQuestion) {
    yield* readSome(ask, catalogue, { ...query, ...span }, ids.slice(at, at + perQuestion))
  }
}

/** The asked range without the ends that hold nothing: it may have been open. */
function spanOf(ids: readonly number[], catalogue: Catalogue, { from, to }: WindowQuery) {
  const oldest = ids.reduce((least, id) => Math.min(least, catalogue.oldest(id)), Infinity)
  const newest = ids.reduce((most, id) => Math.max(most, catalogue.newest(id)), -Infinity)
  return { from: Math.max(from, oldest), to: Math.min(to, newest + 1) }
}

async function* readSome(
  ask: Ask,
  catalogue: Catalogue,
  query: WindowQuery,
  ids: readonly number[],
): AsyncIterable<readonly WindowParts[]> {
  const parts = [...new Set(query.parts)]
  const zero = windowStart(query.from, query.widthMs, query.originMs)
  const wanted = parts.map((part) => `, ${EXPRESSIONS[part]}`).join('')
  const { rowCount, columns } = await ask(`
    SELECT series, ((time - ${zero}) // ${query.widthMs})::DOUBLE AS nth${wanted}
    FROM everything WHERE ${withinSql(ids, query)} AND suspect = ${query.flag === 'suspect'}
    GROUP BY series, nth ORDER BY series, nth`)
  const [series, nth, ...values] = columns

  function windowAt(row: number): WindowParts {
    const found: { [part in PartName]?: number } = {}
    parts.forEach((part, at) => {
      found[part] = values[at]?.[row] ?? Number.NaN
    })
    const start = zero + (nth?.[row] ?? 0) * query.widthMs
    return { point: catalogue.pointOf(series?.[row] ?? 0), start, ...found }
  }

  for (let from = 0; from < rowCount; from += BATCH) {
    const size = Math.min(BATCH, rowCount - from)
    yield Array.from({ length: size }, (_, at) => windowAt(from + at))
  }
}
