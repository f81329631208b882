import type { PlaceKind, SourceKind } from '@bypuls/model'
import { boolean, doublePrecision, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { OccupiedHours } from '../registry.js'
import { organisations } from './organisations.js'

/** Demonstration sites: a building, a street, an area. */
export const sites = pgTable('sites', {
  name: text().primaryKey(),
  title: text().notNull(),
  locality: text().notNull(),
  organisation: text()
    .notNull()
    .references(() => organisations.name),
  latitude: doublePrecision().notNull(),
  longitude: doublePrecision().notNull(),
  timezone: text().notNull(),
  priceArea: text('price_area').$type<'DK1' | 'DK2'>(),
  heatUtility: text('heat_utility'),
  buildingKind: text('building_kind'),
  heatedM2: doublePrecision('heated_m2'),
  traffic: boolean().notNull(),
  outdoorCo2Ppm: doublePrecision('outdoor_co2_ppm').notNull(),
  source: text().$type<SourceKind>().notNull(),
  public: boolean().notNull(),
  licence: text().notNull(),
  sourceText: text('source_text').notNull(),
  offlineAfterMs: doublePrecision('offline_after_ms').notNull(),
})

/** Rooms, meters, masts and machines of a site; a room's schedule stands with it. */
export const places = pgTable(
  'places',
  {
    site: text()
      .notNull()
      .references(() => sites.name),
    name: text().notNull(),
    title: text().notNull(),
    kind: text().$type<PlaceKind>().notNull(),
    usage: text(),
    occupiedHours: jsonb('occupied_hours').$type<readonly OccupiedHours[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.site, table.name] })],
)
