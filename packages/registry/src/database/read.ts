import type { DeviceLink, Entry } from '@bypuls/model'
import { asc, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { TokenRecord } from '../memory/memory.js'
import { deviceKey, grouped } from '../memory/view.js'
import type {
  DeviceRecord,
  JobRecord,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  SiteRecord,
} from '../registry.js'
import * as tables from '../schema/tables.js'
import type { Database } from './database.js'
import { toEntry, toLink } from './rows.js'

const { organisations, sites, places, points, devices, deviceLinks, tokens, jobs, entries } = tables

/** Which rows of a table: those of some keys, or the next so many behind a key (null: the first ones). */
export type Which =
  | { readonly keys: readonly string[] }
  | { readonly after: string | null; readonly limit: number }

/** One text for all that are the same: a hundred thousand points share a few words. */
export type Share = (text: string) => string

export function readOrganisations(from: Database, which: Which): Promise<OrganisationRecord[]> {
  return select(which, [organisations.name], ({ where, order, limit }) =>
    from.select().from(organisations).where(where).orderBy(order).limit(limit),
  )
}

export function readSites(from: Database, which: Which): Promise<SiteRecord[]> {
  return select(which, [sites.name], ({ where, order, limit }) =>
    from.select().from(sites).where(where).orderBy(order).limit(limit),
  )
}

export function readPlaces(from: Database, which: Which): Promise<PlaceRecord[]> {
  return select(which, [places.site, places.name], ({ where, order, limit }) =>
    from.select().from(places).where(where).orderBy(order).limit(limit),
  )
}

export async function readPoints(
  from: Database,
  which: Which,
  share: Share,
): Promise<PointRecord[]> {
  const rows = await select(which, [points.id], ({ where, order, limit }) =>
    from.select().from(points).where(where).orderBy(order).limit(limit),
  )
  return rows.map(({ id, site, place, metric }) => ({
    id,
    site: share(site),
    place: share(place),
    metric: share(metric),
  }))
}

/** Devices with their links and the hash of their password. */
export async function readDevices(
  from: Database,
  which: Which,
  share: Share,
): Promise<{ readonly record: DeviceRecord; readonly passwordHash: string }[]> {
  const rows = await select(which, [devices.organisation, devices.name], (it) =>
    from.select().from(devices).where(it.where).orderBy(it.order).limit(it.limit),
  )
  const keys = rows.map((row) => deviceKey(row.organisation, row.name))
  const linksOf = await readLinks(from, keys, share)
  return rows.map(({ passwordHash, ...row }) => ({
    record: {
      ...row,
      organisation: share(row.organisation),
      links: linksOf.get(deviceKey(row.organisation, row.name)) ?? [],
    },
    passwordHash,
  }))
}

async function readLinks(
  from: Database,
  keys: readonly string[],
  share: Share,
): Promise<ReadonlyMap<string, DeviceLink[]>> {
  const isOfThem = among([deviceLinks.organisation, deviceLinks.device], keys)
  const rows = await from.select().from(deviceLinks).where(isOfThem).orderBy(asc(deviceLinks.id))
  const links = new Map<string, DeviceLink[]>()
  for (const row of rows) {
    const link = { ...toLink(row), point: share(row.point), field: share(row.field) }
    const key = deviceKey(row.organisation, row.device)
    const list = links.get(key)
    if (list === undefined) links.set(key, [link])
    else list.push(link)
  }
  return links
}

export function readTokens(from: Database, which: Which): Promise<TokenRecord[]> {
  return select(which, [tokens.prefix], ({ where, order, limit }) =>
    from.select().from(tokens).where(where).orderBy(order).limit(limit),
  )
}

export function readJobs(from: Database, which: Which): Promise<JobRecord[]> {
  return select(which, [jobs.id], ({ where, order, limit }) =>
    from.select().from(jobs).where(where).orderBy(order).limit(limit),
  )
}

/** Points with their entries, oldest first. */
export async function readEntries(
  from: Database,
  which: Which,
): Promise<(readonly [string, readonly Entry[]])[]> {
  const ids = await select(which, [entries.point], ({ where, order, limit }) =>
    from
      .selectDistinct({ point: entries.point })
      .from(entries)
      .where(where)
      .orderBy(order)
      .limit(limit),
  )
  const isOfThem = among(
    [entries.point],
    ids.map(({ point }) => point),
  )
  const rows = await from.select().from(entries).where(isOfThem).orderBy(asc(entries.at))
  return [...grouped(rows.map(toEntry), (entry) => entry.point)]
}

type Asked = { readonly where: SQL | undefined; readonly order: SQL; readonly limit: number }

function select<Row>(
  which: Which,
  columns: readonly PgColumn[],
  run: (asked: Asked) => Promise<Row[]>,
): Promise<Row[]> {
  const order = list(columns)
  if ('keys' in which) {
    return run({ where: among(columns, which.keys), order, limit: which.keys.length })
  }
  const { after, limit } = which
  const where = after === null ? undefined : sql`(${order}) > (${list(partsOf(after, columns))})`
  return run({ where, order, limit })
}

/** The rows of these keys; all of them in one text, so that any number is one parameter. */
function among(columns: readonly PgColumn[], keys: readonly string[]): SQL {
  const json = JSON.stringify(keys.map((key) => partsOf(key, columns)))
  const parts = sql.join(
    columns.map((_, index) => sql`key ->> ${sql.raw(String(index))}`),
    sql`, `,
  )
  return sql`(${list(columns)}) in (select ${parts} from json_array_elements(${json}::json) key)`
}

function list(items: readonly (PgColumn | string)[]): SQL {
  return sql.join(
    items.map((item) => sql`${item}`),
    sql`, `,
  )
}

/** The parts of a key of two names, `a.b` or `a/b`, or the key itself. */
function partsOf(key: string, columns: readonly PgColumn[]): readonly string[] {
  return columns.length === 1 ? [key] : key.split(/[./]/)
}
