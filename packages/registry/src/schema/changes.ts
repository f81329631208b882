import { bigint, jsonb, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * What was written, in the order it was committed: the other processes read it to bring their memory up
 * to date, and read the named records again. Only the newest are kept.
 */
export const changes = pgTable('changes', {
  revision: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  kind: text().notNull(),
  keys: jsonb().$type<readonly string[]>().notNull(),
})
