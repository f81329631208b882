import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenRegistry } from './administration.js'
import { openRegistry } from './open-registry.js'
import { type Credential, RegistryError } from './registry.js'
import { registriesUnderTest } from './testing/registries.js'
import { addSchool, co2, co2Link, NOW, room, school } from './testing/school.js'
import { restoreRegistry } from './transfer.js'

describe.each(registriesUnderTest)('a registry on $name', ({ prepare }) => {
  let kind: Awaited<ReturnType<typeof prepare>>
  let registry: OpenRegistry
  let credential: Credential

  beforeAll(async () => {
    kind = await prepare()
    registry = await openRegistry({ ...kind.newOptions(), now: () => NOW })
    credential = await addSchool(registry)
  })
  afterAll(async () => {
    await registry.close()
    await kind.stop()
  })

  const organisation = () => ({ name: randomUUID(), title: 'An organisation' })
  const sensor = (name: string) => ({
    organisation: 'odense',
    name,
    title: 'A sensor',
    format: 'bypuls-json',
    links: [],
  })

  describe('what is added', () => {
    test.each([
      ['organisation.name', 400, () => registry.addOrganisation({ name: 'Odense', title: 'x' })],
      ['organisation.name', 400, () => registry.addOrganisation({ name: 'bypuls', title: 'x' })],
      ['organisation.name', 409, () => registry.addOrganisation({ name: 'odense', title: 'x' })],
      ['organisation.title', 400, () => registry.addOrganisation({ name: 'a', title: 'x\u0000' })],
      ['site.name', 400, () => registry.addSite({ ...school, name: 'a/b' })],
      ['site.name', 409, () => registry.addSite(school)],
      [
        'site.organisation',
        404,
        () => registry.addSite({ ...school, name: 'a', organisation: 'b' }),
      ],
      ['site.latitude', 400, () => registry.addSite({ ...school, name: 'a', latitude: 91 })],
      ['site.timezone', 400, () => registry.addSite({ ...school, name: 'a', timezone: 'Odense' })],
      ['place.site', 404, () => registry.addPlace({ ...room, site: 'nowhere' })],
      ['place.name', 409, () => registry.addPlace(room)],
      ['point.place', 404, () => registry.addPoint({ ...co2, place: 'roof' })],
      ['point.metric', 400, () => registry.addPoint({ ...co2, metric: 'magic' })],
      ['point.id', 400, () => registry.addPoint({ ...co2, metric: 'voc' })],
      ['point.id', 409, () => registry.addPoint(co2)],
      ['device.name', 400, () => registry.addDevice(sensor('readings'))],
      ['device.name', 409, () => registry.addDevice(sensor('sensor-1'))],
      ['device.organisation', 404, () => registry.addDevice({ ...sensor('a'), organisation: 'b' })],
      [
        'link.point',
        404,
        () => registry.addDevice({ ...sensor('a'), links: [{ ...co2Link, point: 'a.b.c' }] }),
      ],
      [
        'link.expectedIntervalMs',
        400,
        () =>
          registry.addDevice({ ...sensor('a'), links: [{ ...co2Link, expectedIntervalMs: 0 }] }),
      ],
      [
        'link.unit',
        400,
        () => registry.addDevice({ ...sensor('a'), links: [{ ...co2Link, unit: 'kW' }] }),
      ],
      [
        'link.field',
        400,
        () => registry.addDevice({ ...sensor('a'), links: [{ ...co2Link, field: 'co2\u0000' }] }),
      ],
      [
        'link.from',
        400,
        () =>
          registry.addDevice({ ...sensor('a'), links: [co2Link, { ...co2Link, from: NOW + 1 }] }),
      ],
      ['token.organisation', 404, () => registry.addToken('nobody', false)],
    ])('is refused where it cannot be: %s (%i)', async (path, status, add) => {
      const before = registry.view()

      const refused = await add().catch((error: unknown) => error)

      expect(refused).toBeInstanceOf(RegistryError)
      expect(refused).toMatchObject({ path, status })
      expect(registry.view()).toBe(before)
    })

    test('is told to those who listen, in a new view; the one before stays as it was', async () => {
      const heard: number[] = []
      const before = registry.view()
      const stop = registry.onChange((view) => heard.push(view.organisations.size))

      await registry.addOrganisation(organisation())
      stop()
      await registry.addOrganisation(organisation())

      expect(heard).toEqual([before.organisations.size + 1])
      expect(registry.view().organisations.size).toBe(before.organisations.size + 2)
    })

    test('is there once when two add it at the same moment', async () => {
      const twice = organisation()

      const outcomes = await Promise.allSettled([
        registry.addOrganisation(twice),
        registry.addOrganisation(twice),
      ])

      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    })

    test('is there as a whole or not at all', async () => {
      const added = organisation()

      const batch = registry.addAll({ organisations: [added], sites: [school] })

      await expect(batch).rejects.toMatchObject({ path: 'site.name' })
      expect(registry.view().organisations.has(added.name)).toBe(false)
    })
  })

  describe('links', () => {
    test('of a swap: the open one ends where the new one begins', async () => {
      await registry.addDevice({ ...sensor('swapped'), links: [{ ...co2Link, child: 'old' }] })
      const later = { ...co2Link, child: 'old', from: NOW + 1000, oldFinal: 10, newFirst: 1 }

      await registry.addLinks('odense', 'swapped', [later])

      expect(registry.view().devices.get('odense/swapped')?.links).toEqual([
        { ...co2Link, child: 'old', to: NOW + 1000 },
        later,
      ])
      const serving = registry.view().linksOfPoint.get(co2.id) ?? []
      expect(serving.filter(({ device }) => device === 'odense/swapped').length).toBe(2)
    })

    test('are ended for a meter that is taken down', async () => {
      await registry.addDevice({ ...sensor('ended'), links: [co2Link] })

      await registry.endLinks('odense', 'ended', [{ field: 'co2' }], NOW + 5000)

      expect(registry.view().devices.get('odense/ended')?.links[0]?.to).toBe(NOW + 5000)
      await expect(
        registry.endLinks('odense', 'ended', [{ field: 'co2' }], NOW + 6000),
      ).rejects.toMatchObject({ path: 'link.field', status: 404 })
    })
  })

  describe('entries', () => {
    const offset = (at: number, amount: number) =>
      ({ point: co2.id, kind: 'offset', at, amount, rule: 'reset' }) as const

    test('are replaced within the range and kept outside it', async () => {
      await registry.replaceEntries(co2.id, 0, 100, [offset(90, 3), offset(10, 1), offset(50, 2)])

      await registry.replaceEntries(co2.id, 40, 60, [offset(45, 7)])

      expect(registry.entries(co2.id)).toEqual([offset(10, 1), offset(45, 7), offset(90, 3)])
      await registry.replaceEntries(co2.id, 0, 100, [])
      expect(registry.entries(co2.id)).toEqual([])
    })

    test('outside the range or of another point are refused', async () => {
      await expect(registry.replaceEntries(co2.id, 0, 5, [offset(5, 1)])).rejects.toMatchObject({
        path: 'entry.at',
      })
      await expect(registry.replaceEntries('a.b.c', 0, 5, [])).rejects.toMatchObject({
        status: 404,
      })
    })
  })

  describe('what changes', () => {
    test('is the title and the rest, never the name, and is checked like new', async () => {
      await registry.updateSite('skole-odense', { title: 'Skolen', heatedM2: 5300 })
      await registry.updatePlace('skole-odense', 'room-2-14', { usage: '5.D' })
      await registry.updateDevice('odense', 'sensor-1', { title: 'Ny titel' })
      await registry.updateOrganisation('odense', { title: 'Odense' })

      expect(registry.view().sites.get('skole-odense')).toMatchObject({
        title: 'Skolen',
        heatedM2: 5300,
      })
      expect(registry.view().places.get('skole-odense.room-2-14')?.usage).toBe('5.D')
      expect(registry.view().devices.get('odense/sensor-1')).toMatchObject({ title: 'Ny titel' })
      await expect(registry.updateSite('skole-odense', { longitude: 999 })).rejects.toMatchObject({
        path: 'site.longitude',
        status: 400,
      })
    })

    test('goes only when nothing hangs on it', async () => {
      await registry.addPlace({ ...room, name: 'room-9' })
      await registry.addPoint({ ...co2, id: 'skole-odense.room-9.co2', place: 'room-9' })
      await expect(registry.removeSite('skole-odense')).rejects.toMatchObject({ status: 409 })
      await expect(registry.removePlace('skole-odense', 'room-9')).rejects.toMatchObject({
        status: 409,
      })
      await expect(registry.removePoint(co2.id)).rejects.toMatchObject({ status: 409 })

      await registry.removePoint('skole-odense.room-9.co2')
      await registry.removePlace('skole-odense', 'room-9')

      expect(registry.view().places.has('skole-odense.room-9')).toBe(false)
      expect(registry.view().points.has('skole-odense.room-9.co2')).toBe(false)
    })
  })

  test('a backup taken while it is open is a registry of its own', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'bypuls-registry-backup-'))
    const backup = registry.backup(copy)
    const afterwards = organisation()
    await registry.addOrganisation(afterwards)
    await backup
    const options = kind.newOptions()
    await restoreRegistry(copy, options)

    const restored = await openRegistry(options)

    expect(restored.view().points).toEqual(registry.view().points)
    expect(restored.view().devices).toEqual(registry.view().devices)
    expect(
      await restored.authenticateDevice(credential.username, credential.password),
    ).not.toBeNull()
    await restored.close()
    rmSync(copy, { recursive: true })
  })
})
