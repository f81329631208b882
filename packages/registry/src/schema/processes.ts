import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Role } from '../cluster.js'

/** The processes of the platform; `seenAt` is renewed while they live, by the server's clock. */
export const processes = pgTable('processes', {
  name: text().primaryKey(),
  roles: jsonb().$type<readonly Role[]>().notNull(),
  url: text().notNull(),
  seenAt: timestamp('seen_at', { withTimezone: true }).notNull(),
})
