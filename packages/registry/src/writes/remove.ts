import { and, eq } from 'drizzle-orm'
import type { RegistryAdministration } from '../administration.js'
import { notFound } from '../check/fault.js'
import type { Keeper } from '../keeper.js'
import { deviceKey, placeKey } from '../memory/view.js'
import { RegistryError } from '../registry.js'
import { devices, entries, places, points, sites } from '../schema/tables.js'

type Removals = Pick<
  RegistryAdministration,
  'removeSite' | 'removePlace' | 'removePoint' | 'removeDevice'
>

/** Removing what nothing hangs on. */
export function removeWrites(keeper: Keeper): Removals {
  return {
    removeSite: (name) =>
      keeper.write(async (memory, transaction) => {
        const { view } = memory
        if (!view.sites.has(name)) throw notFound('site', 'site', name)
        refuseIf(
          [...view.places.values()].some(({ site }) => site === name),
          'site',
          name,
          'places',
        )
        await transaction.delete(sites).where(eq(sites.name, name))
        return { answer: undefined, changed: { sites: new Map([[name, undefined]]) } }
      }),

    removePlace: (site, name) =>
      keeper.write(async (memory, transaction) => {
        const { view } = memory
        const key = placeKey(site, name)
        if (!view.places.has(key)) throw notFound('place', 'place', key)
        const ofSite = view.pointsOfSite.get(site) ?? []
        refuseIf(
          ofSite.some(({ place }) => place === name),
          'place',
          key,
          'points',
        )
        await transaction.delete(places).where(and(eq(places.site, site), eq(places.name, name)))
        return { answer: undefined, changed: { places: new Map([[key, undefined]]) } }
      }),

    removePoint: (id) =>
      keeper.write(async (memory, transaction) => {
        const { view } = memory
        if (!view.points.has(id)) throw notFound('point', 'point', id)
        refuseIf(
          (view.linksOfPoint.get(id) ?? []).length > 0,
          'point',
          id,
          'devices that served it',
        )
        await transaction.delete(entries).where(eq(entries.point, id))
        await transaction.delete(points).where(eq(points.id, id))
        const gone = new Map([[id, undefined]])
        return { answer: undefined, changed: { points: gone, entries: gone } }
      }),

    removeDevice: (organisation, name) =>
      keeper.write(async (memory, transaction) => {
        const { view } = memory
        const key = deviceKey(organisation, name)
        const device = view.devices.get(key)
        if (device === undefined) throw notFound('device', 'device', key)
        refuseIf(
          device.links.length > 0,
          'device',
          key,
          'links: revoke it, so that history keeps it',
        )
        const isIt = and(eq(devices.organisation, organisation), eq(devices.name, name))
        await transaction.delete(devices).where(isIt)
        const gone = new Map([[key, undefined]])
        return { answer: undefined, changed: { devices: gone, passwords: gone } }
      }),
  }
}

function refuseIf(isUsed: boolean, kind: string, name: string, users: string): void {
  if (!isUsed) return
  throw new RegistryError(kind, `${kind} "${name}" cannot be removed: it has ${users}`, 409)
}
