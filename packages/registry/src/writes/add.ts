import { checkDevices } from '../check/devices.js'
import { checkOrganisations, checkPlaces, checkPoints, checkSites } from '../check/places.js'
import { newSecret } from '../credentials.js'
import { type CheckedBatch, saveBatch } from '../database/save.js'
import { passwordHashOf } from '../device-password.js'
import type { Keeper } from '../keeper.js'
import { type ChangedRecords, changedMemory } from '../memory/changed.js'
import type { Memory } from '../memory/memory.js'
import { mapOf, mapped } from '../memory/replaced.js'
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
      devices: devices.map(({ record }) => record),
    }
    return keeper.write(async (before, transaction) => {
      const changed = await addedBy(checked, pace)
      const memory = await checkedMemory(before, checked, changed, pace)
      await saveBatch(transaction, checked)
      return { answer: devices.map(({ credential }) => credential), changed, memory }
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
async function checkedMemory(
  before: Memory,
  batch: CheckedBatch,
  { organisations, sites, places, points, devices, passwords }: Added,
  pace: Pace,
): Promise<Memory> {
  let memory = before
  const put = async (changed: Partial<ChangedRecords>) => {
    memory = await changedMemory(memory, changed, pace)
  }
  checkOrganisations(memory.view, batch.organisations)
  await put({ organisations })
  checkSites(memory.view, batch.sites)
  await put({ sites })
  checkPlaces(memory.view, batch.places)
  await put({ places })
  await checkPoints(memory.view, batch.points, pace)
  await put({ points })
  await checkDevices(memory.view, batch.devices, pace)
  await put({ devices, passwords })
  return memory
}

type Added = Omit<ChangedRecords, 'tokens' | 'jobs' | 'entries'>

async function addedBy(
  { organisations, sites, places, points, devices }: CheckedBatch,
  pace: Pace,
): Promise<Added> {
  const byDevice = await mapOf(devices, (it) => deviceKey(it.organisation, it.name), pace)
  return {
    organisations: await mapOf(organisations, ({ name }) => name, pace),
    sites: await mapOf(sites, ({ name }) => name, pace),
    places: await mapOf(places, ({ site, name }) => placeKey(site, name), pace),
    points: await mapOf(points, ({ id }) => id, pace),
    devices: await mapped(byDevice, ({ passwordHash: _, ...record }) => record, pace),
    passwords: await mapped(byDevice, ({ passwordHash }) => passwordHash, pace),
  }
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
    record: {
      ...{ organisation, name, title, format, links, createdAt },
      state: 'active',
      passwordHash: passwordHashOf(password),
    } as const,
    credential: { username: deviceKey(organisation, name), password },
  }
}
