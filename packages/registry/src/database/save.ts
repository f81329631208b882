import type {
  DeviceRecord,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  SiteRecord,
} from '../registry.js'
import { deviceLinks, devices, organisations, places, points, sites } from '../schema/tables.js'
import type { Database } from './database.js'
import { insertAll } from './insert.js'
import { type DeviceRow, toLinkRow } from './rows.js'

/** New records, checked; `devices` with the hash of their password. */
export type CheckedBatch = {
  readonly organisations: readonly OrganisationRecord[]
  readonly sites: readonly SiteRecord[]
  readonly places: readonly PlaceRecord[]
  readonly points: readonly PointRecord[]
  readonly devices: readonly (DeviceRecord & Pick<DeviceRow, 'passwordHash'>)[]
}

/** Whose links are written together. */
const DEVICES = 500

/** Writes a batch. */
export async function saveBatch(transaction: Database, batch: CheckedBatch): Promise<void> {
  await insertAll(transaction, organisations, batch.organisations)
  await insertAll(transaction, sites, batch.sites)
  await insertAll(transaction, places, batch.places)
  await insertAll(transaction, points, batch.points)
  await insertAll(transaction, devices, batch.devices)
  for (let start = 0; start < batch.devices.length; start += DEVICES) {
    const links = batch.devices
      .slice(start, start + DEVICES)
      .flatMap(({ organisation, name, links }) =>
        links.map((link) => toLinkRow(organisation, name, link)),
      )
    await insertAll(transaction, deviceLinks, links)
  }
}
