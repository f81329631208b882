import type { DeviceLink } from '@bypuls/model'
import { and, eq } from 'drizzle-orm'
import type { RegistryAdministration } from '../administration.js'
import { checkLinks, endedLinks, joinedLinks } from '../check/devices.js'
import { notFound } from '../check/fault.js'
import { newSecret } from '../credentials.js'
import { insertAll } from '../database/insert.js'
import { toLinkRow } from '../database/rows.js'
import { passwordHashOf } from '../device-password.js'
import type { Keeper } from '../keeper.js'
import type { Memory } from '../memory/memory.js'
import { deviceKey } from '../memory/view.js'
import { type DeviceRecord, type Registry, RegistryError } from '../registry.js'
import { deviceLinks, devices } from '../schema/tables.js'

type DeviceWrites = Pick<Registry, 'addLinks' | 'revokeDevice'> &
  Pick<RegistryAdministration, 'endLinks' | 'rotateDevice'>

/** What happens to a device after it was added. */
export function deviceWrites(keeper: Keeper): DeviceWrites {
  function setLinks(
    organisation: string,
    name: string,
    change: (before: readonly DeviceLink[]) => readonly DeviceLink[],
  ): Promise<void> {
    return keeper.write(async (memory, transaction) => {
      const device = deviceOf(memory, organisation, name)
      const links = change(device.links)
      checkLinks(memory.view, links)
      const ofDevice = and(eq(deviceLinks.organisation, organisation), eq(deviceLinks.device, name))
      await transaction.delete(deviceLinks).where(ofDevice)
      const rows = links.map((link) => toLinkRow(organisation, name, link))
      await insertAll(transaction, deviceLinks, rows)
      return deviceChanged({ ...device, links })
    })
  }

  return {
    addLinks: (organisation, name, links) =>
      setLinks(organisation, name, (before) => joinedLinks(before, links)),

    endLinks: (organisation, name, fields, at) =>
      setLinks(organisation, name, (before) => endedLinks(before, fields, at)),

    rotateDevice(organisation, name) {
      const password = newSecret()
      const passwordHash = passwordHashOf(password)
      return keeper.write(async (memory, transaction) => {
        const device = deviceOf(memory, organisation, name)
        const username = deviceKey(organisation, name)
        if (device.state !== 'active') throw notActive(username)
        await transaction.update(devices).set({ passwordHash }).where(isDevice(organisation, name))
        return {
          answer: { username, password },
          // The record stands anew, so that whoever listens hears of it.
          changed: {
            ...deviceChanged(device).changed,
            passwords: new Map([[username, passwordHash]]),
          },
        }
      })
    },

    revokeDevice: (organisation, name) =>
      keeper.write(async (memory, transaction) => {
        const device = deviceOf(memory, organisation, name)
        await transaction
          .update(devices)
          .set({ state: 'revoked' })
          .where(isDevice(organisation, name))
        return deviceChanged({ ...device, state: 'revoked' })
      }),
  }
}

function deviceOf(memory: Memory, organisation: string, name: string): DeviceRecord {
  const key = deviceKey(organisation, name)
  const device = memory.view.devices.get(key)
  if (device === undefined) throw notFound('device', 'device', key)
  return device
}

function isDevice(organisation: string, name: string) {
  return and(eq(devices.organisation, organisation), eq(devices.name, name))
}

function notActive(key: string): RegistryError {
  const message = `device: "${key}" is revoked, expected one that is active: add it under a new name`
  return new RegistryError('device', message, 409)
}

function deviceChanged(device: DeviceRecord) {
  const key = deviceKey(device.organisation, device.name)
  return { answer: undefined, changed: { devices: new Map([[key, device]]) } }
}
