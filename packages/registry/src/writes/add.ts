import { checkDevices } from '../check/devices.js'
import { checkOrganisations, checkPlaces, checkPoints, checkSites } from '../check/places.js'
import { hashOf, newSecret } from '../credentials.js'
import { type CheckedBatch, saveBatch } from '../database/save.js'
import type { Keeper } from '../keeper.js'
import type { Changes } from '../memory/changed.js'
import type { Memory } from '../memory/memory.js'
import {
  deviceKey,
  placeKey,
  withDevices,
  withOrganisations,
  withPlaces,
  withPoints,
  withSites,
} from '../memory/view.js'
import type { Credential, NewDevice, Registry, RegistryBatch, RegistryView } from '../registry.js'

type Adding = Pick<
  Registry,
  'addAll' | 'addOrganisation' | 'addSite' | 'addPlace' | 'addPoint' | 'addDevice'
>

/** Adding, of one thing or of a whole city: always a batch, checked, written and then seen together. */
export function addWrites(keeper: Keeper): Adding {
  function addAll(batch: RegistryBatch): Promise<readonly Credential[]> {
    return keeper.write(async (memory, transaction) => {
      const devices = (batch.devices ?? []).map((device) => withCredential(device, keeper.now()))
      const checked: CheckedBatch = {
        organisations: batch.organisations ?? [],
        sites: batch.sites ?? [],
        places: batch.places ?? [],
        points: batch.points ?? [],
        devices: devices.map(({ record, passwordHash }) => ({ ...record, passwordHash })),
      }
      const view = viewWith(memory.view, checked)
      await saveBatch(transaction, checked)
      const passwords = passwordsWith(memory, checked)
      return {
        memory: { ...memory, view, passwords },
        answer: devices.map(({ credential }) => credential),
        changes: changesOf(checked),
      }
    })
  }
  const add = (batch: RegistryBatch) => addAll(batch).then(() => undefined)

  return {
    addAll,
    addOrganisation: (record) => add({ organisations: [record] }),
    addSite: (record) => add({ sites: [record] }),
    addPlace: (record) => add({ places: [record] }),
    addPoint: (record) => add({ points: [record] }),
    async addDevice(device) {
      const [credential] = await addAll({ devices: [device] })
      if (credential === undefined) throw new Error('a device was added without a credential')
      return credential
    },
  }
}

/** Checks each kind against what stands with the kinds before it. */
function viewWith(before: RegistryView, batch: CheckedBatch): RegistryView {
  let view = before
  checkOrganisations(view, batch.organisations)
  view = withOrganisations(view, batch.organisations)
  checkSites(view, batch.sites)
  view = withSites(view, batch.sites)
  checkPlaces(view, batch.places)
  view = withPlaces(view, batch.places)
  checkPoints(view, batch.points)
  if (batch.points.length > 0) view = withPoints(view, batch.points)
  checkDevices(view, batch.devices)
  const records = batch.devices.map(({ passwordHash: _, ...record }) => record)
  return records.length > 0 ? withDevices(view, records) : view
}

function withCredential(device: NewDevice, createdAt: number) {
  const password = newSecret()
  const { organisation, name, title, format, links } = device
  return {
    record: { organisation, name, title, format, links, state: 'active', createdAt } as const,
    passwordHash: hashOf(password),
    credential: { username: deviceKey(organisation, name), password },
  }
}

function changesOf(batch: CheckedBatch): Changes {
  return {
    organisations: batch.organisations.map(({ name }) => name),
    sites: batch.sites.map(({ name }) => name),
    places: batch.places.map(({ site, name }) => placeKey(site, name)),
    points: batch.points.map(({ id }) => id),
    devices: batch.devices.map(({ organisation, name }) => deviceKey(organisation, name)),
  }
}

function passwordsWith(memory: Memory, batch: CheckedBatch): Memory['passwords'] {
  if (batch.devices.length === 0) return memory.passwords
  const passwords = new Map(memory.passwords)
  for (const { organisation, name, passwordHash } of batch.devices) {
    passwords.set(deviceKey(organisation, name), passwordHash)
  }
  return passwords
}
