import { and, eq } from 'drizzle-orm'
import { checkLinks, joinedLinks } from '../check/devices.js'
import { notFound } from '../check/fault.js'
import { hashOf, newToken } from '../credentials.js'
import { insertAll } from '../database/insert.js'
import { toLinkRow } from '../database/rows.js'
import type { Keeper } from '../keeper.js'
import type { Memory } from '../memory/memory.js'
import { deviceKey, withDevices } from '../memory/view.js'
import type { DeviceRecord, Registry } from '../registry.js'
import { deviceLinks, devices, tokens } from '../schema/tables.js'

type DeviceWrites = Pick<Registry, 'addLinks' | 'revokeDevice' | 'addToken'>

/** What happens to a device after it was added, and the organisations' tokens. */
export function deviceWrites(keeper: Keeper): DeviceWrites {
  return {
    addLinks: (organisation, name, links) =>
      keeper.write(async (memory, database) => {
        const device = deviceOf(memory, organisation, name)
        const joined = joinedLinks(device.links, links)
        checkLinks(memory.view, joined)
        await database.transaction(async (transaction) => {
          const isOfDevice = and(
            eq(deviceLinks.organisation, organisation),
            eq(deviceLinks.device, name),
          )
          await transaction.delete(deviceLinks).where(isOfDevice)
          const rows = joined.map((link) => toLinkRow(organisation, name, link))
          await insertAll(transaction, deviceLinks, rows)
        })
        return { memory: withDevice(memory, { ...device, links: joined }), answer: undefined }
      }),

    revokeDevice: (organisation, name) =>
      keeper.write(async (memory, database) => {
        const device = deviceOf(memory, organisation, name)
        await database
          .update(devices)
          .set({ state: 'revoked' })
          .where(and(eq(devices.organisation, organisation), eq(devices.name, name)))
        return { memory: withDevice(memory, { ...device, state: 'revoked' }), answer: undefined }
      }),

    addToken: (organisation, write) =>
      keeper.write(async (memory, database) => {
        if (!memory.view.organisations.has(organisation)) {
          throw notFound('token.organisation', 'organisation', organisation)
        }
        const { prefix, token } = newToken()
        const hash = hashOf(token)
        const record = { prefix, hash, organisation, write, createdAt: keeper.now() }
        await database.insert(tokens).values(record)
        const all = new Map(memory.tokens).set(prefix, record)
        return { memory: { ...memory, tokens: all }, answer: token }
      }),
  }
}

function deviceOf(memory: Memory, organisation: string, name: string): DeviceRecord {
  const key = deviceKey(organisation, name)
  const device = memory.view.devices.get(key)
  if (device === undefined) throw notFound('device', 'device', key)
  return device
}

function withDevice(memory: Memory, device: DeviceRecord): Memory {
  return { ...memory, view: withDevices(memory.view, [device]) }
}
