import type { Entry } from '@bypuls/model'
import { and, eq, gte, lt } from 'drizzle-orm'
import { notAllowed, notFound } from '../check/fault.js'
import { insertAll } from '../database/insert.js'
import { toEntryRow } from '../database/rows.js'
import type { Keeper } from '../keeper.js'
import type { Registry } from '../registry.js'
import { entries as table } from '../schema/tables.js'

type EntryWrites = Pick<Registry, 'entries' | 'replaceEntries'>

const NONE: readonly Entry[] = []

/** The dated entries that rules make about a point's series. */
export function entryWrites(keeper: Keeper): EntryWrites {
  return {
    entries: (point) => keeper.memory().entries.get(point) ?? NONE,

    replaceEntries: (point, from, to, entries) =>
      keeper.write(async (memory, transaction) => {
        if (!memory.view.points.has(point)) throw notFound('entry.point', 'point', point)
        for (const entry of entries) checkEntry(entry, { point, from, to })
        const before = memory.entries.get(point) ?? NONE
        const kept = before.filter((entry) => entry.at < from || entry.at >= to)
        // The usual case, at every arrival: nothing was there and nothing is.
        if (kept.length === before.length && entries.length === 0) {
          return { answer: undefined, changed: {} }
        }

        const inRange = and(eq(table.point, point), gte(table.at, from), lt(table.at, to))
        await transaction.delete(table).where(inRange)
        await insertAll(transaction, table, entries.map(toEntryRow))
        const ordered = [...kept, ...entries].sort((a, b) => a.at - b.at)
        return { answer: undefined, changed: { entries: new Map([[point, ordered]]) } }
      }),
  }
}

type Range = { readonly point: string; readonly from: number; readonly to: number }

function checkEntry(entry: Entry, { point, from, to }: Range): void {
  if (entry.point !== point) throw notAllowed('entry.point', entry.point, `"${point}"`)
  if (entry.at < from || entry.at >= to) {
    throw notAllowed('entry.at', entry.at, `a time from ${from} and before ${to}`)
  }
}
