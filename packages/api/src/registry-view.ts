import type { Caller, DeviceRecord, OrganisationRecord, PlaceRecord } from '@bypuls/registry'
import { z } from 'zod'
import { inOrder } from './cursor.js'
import type { ApiDeps } from './deps.js'
import { DeviceBody } from './registry-bodies.js'
import { mayReadSite } from './rule.js'
import { visibleSites } from './site-view.js'

/** A device as the wire has it: without anything that belongs to its credential. */
export const DeviceOut = DeviceBody.extend({
  id: z.string(),
  state: z.enum(['active', 'revoked']),
  createdAt: z.iso.datetime(),
}).meta({ id: 'Device' })

export function toDevice(device: DeviceRecord): z.output<typeof DeviceOut> {
  return {
    id: deviceKey(device),
    organisation: device.organisation,
    name: device.name,
    title: device.title,
    format: device.format,
    links: [...device.links],
    state: device.state,
    createdAt: new Date(device.createdAt).toISOString(),
  }
}

export function deviceKey({ organisation, name }: { organisation: string; name: string }): string {
  return `${organisation}/${name}`
}

/** The devices of a caller: its organisation's, itself, or all to the operator. */
export function visibleDevices(caller: Caller, { registry }: Pick<ApiDeps, 'registry'>) {
  const devices = [...registry.view().devices.values()]
  return inOrder(
    devices.filter((device) => ownsDevice(caller, device)),
    deviceKey,
  )
}

function ownsDevice(caller: Caller, device: DeviceRecord): boolean {
  if (caller.kind === 'operator') return true
  if (caller.kind === 'anyone' || caller.organisation !== device.organisation) return false
  return caller.kind === 'organisation' || caller.device === device.name
}

/** The caller's own organisation and those of the sites it may see. */
export function visibleOrganisations(
  caller: Caller,
  deps: Pick<ApiDeps, 'registry'>,
): OrganisationRecord[] {
  const shown = new Set(visibleSites(caller, deps).map((site) => site.organisation))
  if (caller.kind === 'organisation' || caller.kind === 'device') shown.add(caller.organisation)
  const all = [...deps.registry.view().organisations.values()]
  return inOrder(
    all.filter(({ name }) => caller.kind === 'operator' || shown.has(name)),
    ({ name }) => name,
  )
}

export function placeKey({ site, name }: { site: string; name: string }): string {
  return `${site}.${name}`
}

/** The places of the sites that a caller may see. */
export function visiblePlaces(caller: Caller, { registry }: Pick<ApiDeps, 'registry'>) {
  const { places, sites } = registry.view()
  const visible = (place: PlaceRecord) => {
    const site = sites.get(place.site)
    return site !== undefined && mayReadSite(caller, site)
  }
  return inOrder([...places.values()].filter(visible), placeKey)
}
