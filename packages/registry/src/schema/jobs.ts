import { doublePrecision, pgTable, text } from 'drizzle-orm/pg-core'
import type { JobRecord } from '../registry.js'

/** Long work in the background and where it got to. */
export const jobs = pgTable('jobs', {
  id: text().primaryKey(),
  kind: text().$type<JobRecord['kind']>().notNull(),
  title: text().notNull(),
  state: text().$type<JobRecord['state']>().notNull(),
  done: doublePrecision().notNull(),
  total: doublePrecision().notNull(),
  detail: text(),
  cursor: text(),
})
