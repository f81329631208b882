import type { PartName, WindowParts } from '@bypuls/model'
import type { WindowQuery } from '../store.js'
import { windowStart } from '../window-parts.js'
import type { Catalogue } from './catalogue.js'
import { type Ask, PER_ANSWER } from './questions.js'
import { numbers } from './rows.js'
import { withinSql } from './within.js'

const EXPRESSIONS: { readonly [part in PartName]: string } = {
  count: 'count(*)::DOUBLE',
  sum: 'sum(value)',
  min: 'min(value)',
  max: 'max(value)',
  first: 'arg_min(value, time)',
  last: 'arg_max(value, time)',
  firstAt: 'min(time)::DOUBLE',
  lastAt: 'max(time)::DOUBLE',
  energySum: 'sum(pow(10, value / 10))',
  sinSum: 'sum(sin(radians(value)))',
  cosSum: 'sum(cos(radians(value)))',
}

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
  const columns = parts.map((part) => `, ${EXPRESSIONS[part]}`).join('')
  const result = await ask(`
    SELECT series, ((time - ${zero}) // ${query.widthMs})::DOUBLE AS nth${columns}
    FROM reading WHERE ${withinSql(ids, query)} AND suspect = ${query.flag === 'suspect'}
    GROUP BY series, nth ORDER BY series, nth`)

  for await (const chunk of result) {
    const series = numbers(chunk, 0)
    const nth = numbers(chunk, 1)
    const values = parts.map((_, at) => numbers(chunk, at + 2))
    yield Array.from(series, (id, row) => {
      const found: { [part in PartName]?: number } = {}
      parts.forEach((part, at) => {
        found[part] = values[at]?.[row] ?? Number.NaN
      })
      const start = zero + (nth[row] ?? 0) * query.widthMs
      return { point: catalogue.pointOf(id), start, ...found }
    })
  }
}
