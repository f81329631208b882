import { foreignKey, index, pgTable, text } from 'drizzle-orm/pg-core'
import { places } from './sites.js'

/** Measuring points: a metric at a place. The history belongs to them. */
export const points = pgTable(
  'points',
  {
    id: text().primaryKey(),
    site: text().notNull(),
    place: text().notNull(),
    metric: text().notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.site, table.place], foreignColumns: [places.site, places.name] }),
    index().on(table.site, table.place),
  ],
)
