import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Registry } from './registry.js'
import {
  addSchool,
  co2,
  co2Link,
  NOW,
  newDataDirectory,
  open,
  room,
  school,
} from './testing/school.js'

describe('a registry in a new folder', () => {
  let data: ReturnType<typeof newDataDirectory>
  let registry: Registry

  beforeEach(async () => {
    data = newDataDirectory()
    registry = await open(data.path)
  })
  afterEach(async () => {
    await registry.close()
    data.remove()
  })

  async function reopen() {
    await registry.close()
    registry = await open(data.path)
  }

  test('has everything again when it is opened again', async () => {
    const credential = await addSchool(registry)
    const token = await registry.addToken('odense', true)
    const job = {
      id: 'h',
      kind: 'history',
      title: 'Year',
      state: 'running',
      done: 1,
      total: 9,
    } as const
    await registry.saveJob({ ...job, detail: null, cursor: '2026-11' })
    const reset = { point: co2.id, kind: 'offset', at: NOW, amount: 7.25, rule: 'reset' } as const
    await registry.replaceEntries(co2.id, NOW, NOW + 1, [reset])

    await reopen()

    expect(registry.view().sites.get('skole-odense')).toEqual(school)
    expect(registry.view().places.get('skole-odense.room-2-14')).toEqual(room)
    expect(registry.view().pointsOfSite.get('skole-odense')).toEqual([co2])
    expect(registry.view().devices.get('odense/sensor-1')).toEqual({
      organisation: 'odense',
      name: 'sensor-1',
      title: 'Sensor 1',
      format: 'bypuls-json',
      links: [co2Link],
      state: 'active',
      createdAt: NOW,
    })
    expect(registry.view().linksOfPoint.get(co2.id)).toEqual([
      { device: 'odense/sensor-1', link: co2Link },
    ])
    expect(registry.entries(co2.id)).toEqual([reset])
    expect(registry.jobs()).toEqual([{ ...job, detail: null, cursor: '2026-11' }])
    expect(await registry.authenticateDevice(credential.username, credential.password)).toEqual({
      organisation: 'odense',
      device: 'sensor-1',
    })
    expect(await registry.authenticateToken(token)).toEqual({ organisation: 'odense', write: true })
  })
})
