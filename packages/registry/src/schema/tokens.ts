import { bigint, boolean, pgTable, text } from 'drizzle-orm/pg-core'
import { organisations } from './organisations.js'

/** Organisations' tokens: looked up by prefix, only the secret's SHA-256 kept (hex). */
export const tokens = pgTable('tokens', {
  prefix: text().primaryKey(),
  hash: text().notNull(),
  organisation: text()
    .notNull()
    .references(() => organisations.name),
  write: boolean().notNull(),
  createdAt: bigint('created_at', { mode: 'number' }).notNull(),
})
