import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** Drizzle over whichever Postgres it is: in the program itself, a server's pool, or one transaction. */
export type Database = PgDatabase<PgQueryResultHKT>
