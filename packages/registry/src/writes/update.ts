import { and, eq } from 'drizzle-orm'
import type { RegistryAdministration } from '../administration.js'
import { checkName, checkTitle, notFound } from '../check/fault.js'
import { checkPlace, checkSite } from '../check/places.js'
import type { Keeper } from '../keeper.js'
import { deviceKey, placeKey } from '../memory/view.js'
import { devices, organisations, places, sites } from '../schema/tables.js'

type Updates = Pick<
  RegistryAdministration,
  'updateOrganisation' | 'updateSite' | 'updatePlace' | 'updateDevice'
>

/** Changes of what a name stands for; checked as when it was added. */
export function updateWrites(keeper: Keeper): Updates {
  return {
    updateOrganisation: (name, patch) =>
      keeper.write(async (memory, transaction) => {
        const before = memory.view.organisations.get(name)
        if (before === undefined) throw notFound('organisation', 'organisation', name)
        const record = { ...before, ...patch, name }
        checkTitle('organisation.title', record.title)
        await transaction.update(organisations).set(record).where(eq(organisations.name, name))
        const changed = { organisations: new Map([[name, record]]) }
        return { answer: undefined, changed }
      }),

    updateSite: (name, patch) =>
      keeper.write(async (memory, transaction) => {
        const before = memory.view.sites.get(name)
        if (before === undefined) throw notFound('site', 'site', name)
        const record = { ...before, ...patch, name }
        checkSite(memory.view, record)
        await transaction.update(sites).set(record).where(eq(sites.name, name))
        const changed = { sites: new Map([[name, record]]) }
        return { answer: undefined, changed }
      }),

    updatePlace: (site, name, patch) =>
      keeper.write(async (memory, transaction) => {
        const before = memory.view.places.get(placeKey(site, name))
        if (before === undefined) throw notFound('place', 'place', placeKey(site, name))
        const record = { ...before, ...patch, site, name }
        checkPlace(memory.view, record)
        const isIt = and(eq(places.site, site), eq(places.name, name))
        await transaction.update(places).set(record).where(isIt)
        const changed = { places: new Map([[placeKey(site, name), record]]) }
        return { answer: undefined, changed }
      }),

    updateDevice: (organisation, name, patch) =>
      keeper.write(async (memory, transaction) => {
        const before = memory.view.devices.get(deviceKey(organisation, name))
        if (before === undefined) throw notFound('device', 'device', deviceKey(organisation, name))
        const { title, format } = { ...before, ...patch }
        checkTitle('device.title', title)
        checkName('device.format', format)
        const isIt = and(eq(devices.organisation, organisation), eq(devices.name, name))
        await transaction.update(devices).set({ title, format }).where(isIt)
        const changed = {
          devices: new Map([[deviceKey(organisation, name), { ...before, title, format }]]),
        }
        return { answer: undefined, changed }
      }),
  }
}
