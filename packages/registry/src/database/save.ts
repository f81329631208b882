import type {
  DeviceRecord,
  OrganisationRecord,
  PlaceRecord,
  PointRecord,
  SiteRecord,
} from '../registry.js'
import { deviceLinks, devices, organisations, places, points, sites } from '../schema/tables.js'
import { insertAll } from './insert.js'
import type { Database } from './migrate.js'
import { type DeviceRow, toLinkRow } from './rows.js'

/** New records, checked; `devices` with the hash of their password. */
export type CheckedBatch = {
  readonly organisations: readonly OrganisationRecord[]
  readonly sites: readonly SiteRecord[]
  readonly places: readonly PlaceRecord[]
  readonly points: readonly PointRecord[]
  readonly devices: readonly (DeviceRecord & Pick<DeviceRow, 'passwordHash'>)[]
}

/** Writes a batch, all or nothing. */
export async function saveBatch(database: Database, batch: CheckedBatch): Promise<void> {
  await database.transaction(async (transaction) => {
    await insertAll(transaction, organisations, batch.organisations)
    await insertAll(transaction, sites, batch.sites)
    await insertAll(transaction, places, batch.places)
    await insertAll(transaction, points, batch.points)
    await insertAll(transaction, devices, batch.devices)
    const links = batch.devices.flatMap((device) =>
      device.links.map((link) => toLinkRow(device.organisation, device.name, link)),
    )
    await insertAll(transaction, deviceLinks, links)
  })
}
