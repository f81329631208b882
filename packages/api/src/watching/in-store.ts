import type { TouchedRun } from '@bypuls/registry'
import type { RulesStore } from '../history/entries-shapes.js'

/** Runs that one question looks for, at most, and how long a time it covers, ms. */
const GROUP = 50
const SPAN_MS = 3_600_000

type Span = { readonly from: number; readonly to: number }

/**
 * Those of the runs whose first and last reading the store shows. Some stores acknowledge seconds
 * before they show: a series that is new takes longest.
 */
export async function runsInStore(
  store: Pick<RulesStore, 'readings'>,
  runs: readonly TouchedRun[],
): Promise<ReadonlySet<TouchedRun>> {
  const shown = new Set<string>()
  const short = runs.filter(({ from, to }) => to - from <= SPAN_MS)
  for (const group of groupsOf(short)) await lookIn(store, group, unionOf(group), shown)
  for (const run of runs.filter(({ from, to }) => to - from > SPAN_MS)) {
    for (const at of [run.from, run.to]) await lookIn(store, [run], { from: at, to: at }, shown)
  }
  return new Set(
    runs.filter(({ point, from, to }) => shown.has(key(point, from)) && shown.has(key(point, to))),
  )
}

async function lookIn(
  store: Pick<RulesStore, 'readings'>,
  runs: readonly TouchedRun[],
  { from, to }: Span,
  shown: Set<string>,
): Promise<void> {
  const points = [...new Set(runs.map(({ point }) => point))]
  const wanted = new Set(runs.flatMap((run) => [key(run.point, run.from), key(run.point, run.to)]))
  for await (const { point, observedAt } of store.readings({ points, from, to: to + 1 })) {
    for (const at of observedAt) {
      const found = key(point, at)
      if (wanted.has(found)) shown.add(found)
    }
  }
}

/** Runs near in time together. */
function groupsOf(runs: readonly TouchedRun[]): readonly (readonly TouchedRun[])[] {
  const groups: TouchedRun[][] = []
  let group: TouchedRun[] = []
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    const isFull = group.length === GROUP || run.to - (group[0]?.from ?? run.from) > SPAN_MS
    if (isFull) group = []
    if (group.length === 0) groups.push(group)
    group.push(run)
  }
  return groups
}

function unionOf(runs: readonly Span[]): Span {
  return {
    from: Math.min(...runs.map(({ from }) => from)),
    to: Math.max(...runs.map(({ to }) => to)),
  }
}

function key(point: string, at: number): string {
  return `${point} ${at}`
}
