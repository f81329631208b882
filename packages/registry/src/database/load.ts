import type { Entry } from '@bypuls/model'
import { asc } from 'drizzle-orm'
import type { Memory } from '../memory/memory.js'
import {
  deviceKey,
  EMPTY_VIEW,
  grouped,
  withDevices,
  withOrganisations,
  withPlaces,
  withPoints,
  withSites,
} from '../memory/view.js'
import type { DeviceRecord, RegistryView } from '../registry.js'
import {
  deviceLinks,
  devices,
  entries,
  jobs,
  organisations,
  places,
  points,
  sites,
  tokens,
} from '../schema/tables.js'
import type { Database } from './migrate.js'
import { toEntry, toLink } from './rows.js'

/** Reads the whole registry into memory. */
export async function loadMemory(database: Database): Promise<Memory> {
  let view = await loadPoints(database)
  const deviceRows = await database.select().from(devices).orderBy(asc(devices.createdAt))
  view = withDevices(view, await loadDevices(database, view, deviceRows))

  const tokenRows = await database.select().from(tokens)
  const jobRows = await database.select().from(jobs)
  return {
    view,
    passwords: new Map(
      deviceRows.map((row) => [deviceKey(row.organisation, row.name), row.passwordHash]),
    ),
    tokens: new Map(tokenRows.map((row) => [row.prefix, row])),
    jobs: new Map(jobRows.map((row) => [row.id, row])),
    entries: await loadEntries(database),
  }
}

async function loadPoints(database: Database): Promise<RegistryView> {
  let view = withOrganisations(EMPTY_VIEW, await database.select().from(organisations))
  view = withSites(view, await database.select().from(sites))
  view = withPlaces(view, await database.select().from(places))

  // A hundred thousand points share a few words: kept once each, not once a row.
  const shared = sharing()
  const rows = await database.select().from(points).orderBy(asc(points.id))
  return withPoints(
    view,
    rows.map((row) => ({
      id: row.id,
      site: shared(row.site),
      place: shared(row.place),
      metric: shared(row.metric),
    })),
  )
}

async function loadDevices(
  database: Database,
  view: RegistryView,
  rows: readonly (typeof devices.$inferSelect)[],
): Promise<readonly DeviceRecord[]> {
  const shared = sharing()
  const linkRows = await database.select().from(deviceLinks).orderBy(asc(deviceLinks.id))
  const linksOf = grouped(linkRows, (row) => deviceKey(row.organisation, row.device))
  const withSharedText = (row: (typeof linkRows)[number]) => {
    const point = view.points.get(row.point)?.id ?? row.point
    return { ...toLink(row), point, field: shared(row.field) }
  }
  return rows.map(({ passwordHash: _, ...row }) => ({
    ...row,
    organisation: shared(row.organisation),
    links: (linksOf.get(deviceKey(row.organisation, row.name)) ?? []).map(withSharedText),
  }))
}

async function loadEntries(database: Database): Promise<ReadonlyMap<string, readonly Entry[]>> {
  const rows = await database.select().from(entries).orderBy(asc(entries.point), asc(entries.at))
  return grouped(rows.map(toEntry), (entry) => entry.point)
}

function sharing(): (text: string) => string {
  const words = new Map<string, string>()
  return (text) => {
    const known = words.get(text)
    if (known === undefined) words.set(text, text)
    return known ?? text
  }
}
