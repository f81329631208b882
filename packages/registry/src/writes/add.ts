import { checkDevices } from '../check/devices.js'
import { checkOrganisations, checkPlaces, checkPoints, checkSites } from '../check/places.js'
import { newSecret } from '../credentials.js'
import { type CheckedBatch, saveBatch } from '../database/save.js'
import { passwordHashOf } from '../device-password.js'
import type { Keeper } from '../keeper.js'
import {
  type ChangedRecords,
  type Changes,
  changedMemory,
  NOTHING_CHANGED,
} from '../memory/changed.js'
import type { Memory } from '../memory/memory.js'
import { deviceKey, placeKey } from '../memory/view.js'
import { createPace, type Pace } from '../pace.js'
import type { Credential, NewDevice, Registry, RegistryBatch } from '../registry.js'

type Adding = Pick<
  Registry,
  'addAll' | 'addOrganisation' | 'addSite' | 'addPlace' | 'addPoint' | 'addDevice'
>

/** Adding, of one thing or of a whole city: always a batch, checked, written and then seen together. */
export function addWrites(keeper: Keeper): Adding {
  async function addAll(batch: RegistryBatch): Promise<readonly Credential[]> {
    const pace = createPace()
    const devices = await withCredentials(batch.devices ?? [], keeper.now(), pace)
    const checked: CheckedBatch = {
      organisations: batch.organisations ?? [],
      sites: batch.sites ?? [],
      places: batch.places ?? [],
      points: batch.points ?? [],
      devices: devices.map(({ record, passwordHash }) => ({ ...record, passwordHash })),
    }
    return keeper.write(async (before, transaction) => {
      const memory = await memoryWith(before, checked, pace)
      await saveBatch(transaction, checked)
      const answer = devices.map(({ credential }) => credential)
      return { memory, answer, changes: changesOf(checked) }
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
async function memoryWith(before: Memory, batch: CheckedBatch, pace: Pace): Promise<Memory> {
  let memory = before
  const put = async (changed: Partial<ChangedRecords>) => {
    memory = await changedMemory(memory, { ...NOTHING_CHANGED, ...changed }, pace)
  }
  checkOrganisations(memory.view, batch.organisations)
  await put({ organisations: byKey(batch.organisations, ({ name }) => name) })
  checkSites(memory.view, batch.sites)
  await put({ sites: byKey(batch.sites, ({ name }) => name) })
  checkPlaces(memory.view, batch.places)
  await put({ places: byKey(batch.places, ({ site, name }) => placeKey(site, name)) })
  await checkPoints(memory.view, batch.points, pace)
  await put({ points: byKey(batch.points, ({ id }) => id) })
  await checkDevices(memory.view, batch.devices, pace)
  const devices = byKey(batch.devices, ({ organisation, name }) => deviceKey(organisation, name))
  await put({
    devices: new Map([...devices].map(([key, { passwordHash: _, ...record }]) => [key, record])),
    passwords: new Map([...devices].map(([key, { passwordHash }]) => [key, passwordHash])),
  })
  return memory
}

function byKey<Value>(records: readonly Value[], keyOf: (record: Value) => string) {
  return new Map(records.map((record) => [keyOf(record), record]))
}

async function withCredentials(devices: readonly NewDevice[], createdAt: number, pace: Pace) {
  const made: ReturnType<typeof withCredential>[] = []
  for (const device of devices) {
    made.push(withCredential(device, createdAt))
    if (pace.isDue()) await pace.rest()
  }
  return made
}

function withCredential(device: NewDevice, createdAt: number) {
  const password = newSecret()
  const { organisation, name, title, format, links } = device
  return {
    record: { organisation, name, title, format, links, state: 'active', createdAt } as const,
    passwordHash: passwordHashOf(password),
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
