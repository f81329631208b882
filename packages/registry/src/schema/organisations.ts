import { pgTable, text } from 'drizzle-orm/pg-core'

/** Tenants: municipalities, member companies, research institutions. */
export const organisations = pgTable('organisations', {
  name: text().primaryKey(),
  title: text().notNull(),
})
