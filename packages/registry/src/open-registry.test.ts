import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenRegistry } from './administration.js'
import { openRegistry, type RegistryOptions } from './open-registry.js'
import { registriesUnderTest } from './testing/registries.js'
import { addSchool, co2, co2Link, NOW, room, school } from './testing/school.js'
import { copyRegistry } from './transfer.js'

describe.each(registriesUnderTest)('a new registry on $name', ({ prepare }) => {
  let kind: Awaited<ReturnType<typeof prepare>>
  let options: RegistryOptions
  let registry: OpenRegistry

  beforeAll(async () => {
    kind = await prepare()
  })
  beforeEach(async () => {
    options = { ...kind.newOptions(), now: () => NOW }
    registry = await openRegistry(options)
  })
  afterEach(() => registry.close())
  afterAll(() => kind.stop())

  async function reopen() {
    await registry.close()
    registry = await openRegistry(options)
  }

  test('has everything again when it is opened again', async () => {
    const { credential, token, job, reset } = await fill(registry)

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
    expect(registry.jobs()).toEqual([job])
    expect(await registry.authenticateDevice(credential.username, credential.password)).toEqual({
      organisation: 'odense',
      device: 'sensor-1',
    })
    expect(await registry.authenticateToken(token)).toEqual({ organisation: 'odense', write: true })
  })

  test.each(registriesUnderTest)('is copied whole into an empty one on $name', async (other) => {
    const otherKind = await other.prepare()
    const copy = await openRegistry(otherKind.newOptions())
    const { credential, token, job, reset } = await fill(registry)
    await registry.addLinks('odense', 'sensor-1', [{ ...co2Link, from: NOW + 1000 }])

    await copyRegistry(registry, copy)

    expect(copy.view()).toEqual(registry.view())
    expect(copy.entries(co2.id)).toEqual([reset])
    expect(copy.jobs()).toEqual([job])
    expect(copy.tokens()).toEqual(registry.tokens())
    expect(await copy.authenticateDevice(credential.username, credential.password)).not.toBeNull()
    expect(await copy.authenticateToken(token)).toEqual({ organisation: 'odense', write: true })
    await copy.addLinks('odense', 'sensor-1', [{ ...co2Link, from: NOW + 2000 }])
    await expect(copyRegistry(registry, copy)).rejects.toMatchObject({ status: 409 })
    await copy.close()
    await otherKind.stop()
  })
})

async function fill(registry: OpenRegistry) {
  const credential = await addSchool(registry)
  const token = await registry.addToken('odense', true)
  const job = {
    id: 'h',
    kind: 'history',
    title: 'Year',
    state: 'running',
    done: 1,
    total: 9,
    detail: null,
    cursor: '2026-11',
  } as const
  await registry.saveJob(job)
  const reset = { point: co2.id, kind: 'offset', at: NOW, amount: 7.25, rule: 'reset' } as const
  await registry.replaceEntries(co2.id, NOW, NOW + 1, [reset])
  return { credential, token, job, reset }
}
