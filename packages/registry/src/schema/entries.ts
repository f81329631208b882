import type { Entry } from '@bypuls/model'
import { bigint, doublePrecision, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { points } from './points.js'

/** Dated entries made by rules about a point's series, applied when reading. */
export const entries = pgTable(
  'entries',
  {
    point: text()
      .notNull()
      .references(() => points.id),
    at: bigint('at_ms', { mode: 'number' }).notNull(),
    kind: text().$type<Entry['kind']>().notNull(),
    rule: text().$type<Entry['rule']>().notNull(),
    amount: doublePrecision(),
  },
  (table) => [primaryKey({ columns: [table.point, table.at, table.kind, table.rule] })],
)
