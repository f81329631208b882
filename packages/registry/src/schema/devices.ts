import {
  bigint,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  serial,
  text,
} from 'drizzle-orm/pg-core'
import type { DeviceRecord } from '../registry.js'
import { organisations } from './organisations.js'
import { points } from './points.js'

/** The hardware, with the hash of its password as a Mosquitto password file has it (before: SHA-256, hex). */
export const devices = pgTable(
  'devices',
  {
    organisation: text()
      .notNull()
      .references(() => organisations.name),
    name: text().notNull(),
    title: text().notNull(),
    format: text().notNull(),
    state: text().$type<DeviceRecord['state']>().notNull(),
    createdAt: bigint('created_at', { mode: 'number' }).notNull(),
    passwordHash: text('password_hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.name] })],
)

/** What a field of a device means in a period; `id` keeps the order in which links were made. */
export const deviceLinks = pgTable(
  'device_links',
  {
    id: serial().primaryKey(),
    organisation: text().notNull(),
    device: text().notNull(),
    child: text(),
    field: text().notNull(),
    point: text()
      .notNull()
      .references(() => points.id),
    unit: text(),
    from: bigint('from_ms', { mode: 'number' }).notNull(),
    to: bigint('to_ms', { mode: 'number' }),
    oldFinal: doublePrecision('old_final'),
    newFirst: doublePrecision('new_first'),
    expectedIntervalMs: doublePrecision('expected_interval_ms').notNull(),
  },
  (table) => [
    foreignKey({
      columns: [table.organisation, table.device],
      foreignColumns: [devices.organisation, devices.name],
    }),
    index().on(table.organisation, table.device),
    index().on(table.point),
  ],
)
