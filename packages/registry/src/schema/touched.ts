import { bigint, boolean, doublePrecision, pgTable, text } from 'drizzle-orm/pg-core'

/** Runs of counters' readings whose entries are still to be found, oldest first. */
export const touched = pgTable('touched', {
  number: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  point: text().notNull(),
  from: bigint('from_ms', { mode: 'number' }).notNull(),
  to: bigint('to_ms', { mode: 'number' }).notNull(),
  first: doublePrecision().notNull(),
  last: doublePrecision().notNull(),
  steady: boolean().notNull(),
})
