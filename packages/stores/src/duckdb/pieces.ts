import type { Ask } from './questions.js'
import { eachRow } from './rows.js'
import { withinSql } from './within.js'

type Span = { readonly from: number; readonly to: number }

/** Several points with few readings, or a part of one point with many. */
export type Piece = Span & { readonly ids: readonly number[] }

type Plan = Span & {
  /** Readings that a piece may hold. */
  readonly largest: number
  readonly newestFirst: boolean
}

/** Cuts a large question into pieces, in the order of the ids and of the time asked for. */
export async function* piecesOf(
  ask: Ask,
  ids: readonly number[],
  plan: Plan,
): AsyncIterable<Piece> {
  const spans = await spansOf(ask, ids, plan)
  const counts = new Map(spans.map(({ id, count }) => [id, count]))
  const { from, to, largest } = plan
  let bundle: number[] = []
  let rows = 0
  for (const id of ids) {
    const count = counts.get(id) ?? 0
    if (rows + count > largest && bundle.length > 0) {
      yield { from, to, ids: bundle }
      bundle = []
      rows = 0
    }
    if (count > largest) yield* halvesOf(ask, id, plan)
    else if (count > 0) {
      bundle.push(id)
      rows += count
    }
  }
  if (bundle.length > 0) yield { from, to, ids: bundle }
}

async function* halvesOf(ask: Ask, id: number, plan: Plan): AsyncIterable<Piece> {
  const [found] = await spansOf(ask, [id], plan)
  if (found === undefined) return
  const { count, first, last } = found
  if (count <= plan.largest || first === last) {
    yield { ids: [id], from: first, to: last + 1 }
    return
  }
  const middle = first + Math.ceil((last - first) / 2)
  const halves = [
    { from: first, to: middle },
    { from: middle, to: last + 1 },
  ]
  if (plan.newestFirst) halves.reverse()
  for (const half of halves) yield* halvesOf(ask, id, { ...plan, ...half })
}

async function spansOf(ask: Ask, ids: readonly number[], span: Span) {
  const spans: { id: number; count: number; first: number; last: number }[] = []
  const answer = await ask(`
    SELECT series, count(*)::DOUBLE, min(time)::DOUBLE, max(time)::DOUBLE
    FROM everything WHERE ${withinSql(ids, span)} GROUP BY series`)
  for (const [id = 0, count = 0, first = 0, last = 0] of eachRow(answer)) {
    spans.push({ id, count, first, last })
  }
  return spans
}
