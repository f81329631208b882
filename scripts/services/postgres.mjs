import { newestPostgres } from './system.mjs'

const OLDEST = 15

/** Postgres, as a process of each test that needs one. */
export const postgres = {
  name: `Postgres ${OLDEST} or newer`,
  packages: ['postgresql'],
  unit: 'postgresql.service',
  found: () => newestPostgres() >= OLDEST,
}
