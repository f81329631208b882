import { metricBySlug, pointParts } from '@bypuls/model'
import { asc, lte } from 'drizzle-orm'
import type { Cluster, TouchedRun } from '../cluster.js'
import { insertAll } from '../database/insert.js'
import type { Storage } from '../database/storage.js'
import { touched as table } from '../schema/tables.js'
import { lockUntilCommit, TOUCHED } from '../server/keys.js'

type Touched = Pick<Cluster, 'addTouched' | 'touched' | 'forgetTouched'>

/** Runs of counters' readings on their way from the ingest workers to whoever leads the watch. */
export function createTouched(storage: Storage): Touched {
  return {
    addTouched: (runs) =>
      storage.transaction(async (transaction) => {
        // One adds after the other: a number that is read has none before it that is still to come,
        // and forgetting up to it forgets nothing unread.
        await transaction.execute(lockUntilCommit(TOUCHED))
        await insertAll(transaction, table, runs)
      }),

    async touched(limit) {
      const rows = await storage.transaction((transaction) =>
        transaction.select().from(table).orderBy(asc(table.number)).limit(limit),
      )
      return { runs: joinedRuns(rows), through: rows.at(-1)?.number ?? 0 }
    },

    forgetTouched: (through) =>
      storage.transaction(async (transaction) => {
        await transaction.delete(table).where(lte(table.number, through))
      }),
  }
}

/** One run for each point, as long as all of them. */
export function joinedRuns(runs: readonly TouchedRun[]): readonly TouchedRun[] {
  const joined = new Map<string, TouchedRun>()
  const byTime = [...runs].sort((a, b) => a.from - b.from || a.to - b.to)
  for (const { point, from, to, first, last, steady } of byTime) {
    const before = joined.get(point)
    const run = { point, from, to, first, last, steady }
    joined.set(point, before === undefined ? run : join(before, run))
  }
  return [...joined.values()]
}

/** Two runs of a point, the one that begins earlier first. */
function join(earlier: TouchedRun, later: TouchedRun): TouchedRun {
  const isInside = later.to <= earlier.to
  return {
    ...earlier,
    to: isInside ? earlier.to : later.to,
    last: isInside ? earlier.last : later.last,
    steady: earlier.steady && later.steady && goesOn(earlier, later),
  }
}

const HOUR_MS = 3_600_000

/** A step between them that is too large for its time would not show at the ends of the joined run. */
function goesOn({ point, to, last }: TouchedRun, { from, first }: TouchedRun): boolean {
  const { maxRatePerHour = Number.POSITIVE_INFINITY } = metricBySlug(pointParts(point).metric) ?? {}
  const step = first - last
  return from > to && step >= 0 && step <= (maxRatePerHour * (from - to)) / HOUR_MS
}
