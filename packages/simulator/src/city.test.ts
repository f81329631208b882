import { describe, expect, test } from 'vitest'
import { cityBegan } from './city.js'
import { BEGAN, cityOf, YEAR_MS } from './testing/city-of.js'

const city = cityOf(1)

describe('the demonstration city', () => {
  test('has six sites with some two hundred points', () => {
    const pointsOf = city.sites.map(({ name, organisation }) => [
      name,
      organisation,
      city.points.filter(({ site }) => site === name).length,
    ])

    expect(pointsOf).toEqual([
      ['doll-albertslund', 'albertslund', 66],
      ['skole-odense', 'odense', 50],
      ['havnehus-aalborg', 'aalborg', 19],
      ['raadhus-naestved', 'naestved', 39],
      ['femern-roedbyhavn', 'lolland', 29],
      ['bloxhub-koebenhavn', 'bloxhub', 22],
    ])
  })

  test('names every place, point and device once', () => {
    const places = city.places.map(({ site, name }) => `${site}.${name}`)
    const points = city.points.map(({ id }) => id)
    const devices = city.devices.map(({ organisation, name }) => `${organisation}/${name}`)

    for (const names of [places, points, devices]) expect(new Set(names).size).toBe(names.length)
  })

  test('links each point to five-minute history until it began, then to a value every ten seconds', () => {
    const lamps = city.devices.find(({ name }) => name === 'lamps-01-light')
    const point = 'doll-albertslund.lamps-01.street-light-power'

    expect(lamps?.links.filter((link) => link.point === point)).toEqual([
      {
        field: 'street-light-power',
        point,
        from: BEGAN - YEAR_MS,
        to: BEGAN,
        expectedIntervalMs: 300_000,
      },
      { field: 'street-light-power', point, from: BEGAN, expectedIntervalMs: 10_000 },
    ])
    expect(cityBegan(city.devices)).toBe(BEGAN)
  })

  test('tells what a changed meter last showed and the new one first', () => {
    const reader = city.devices.find(({ name }) => name === 'wmbus-reader-1')
    const heat = reader?.links.filter(({ point }) => point === 'raadhus-naestved.heat-meter.heat')

    expect(heat?.map(({ child }) => child)).toEqual(['55512345', '70881204', '70881204'])
    expect(heat?.[1]).toMatchObject({ from: heat?.[0]?.to, newFirst: 2.4 })
    expect(heat?.[1]?.oldFinal).toBeGreaterThan(1_000_000)
    expect(heat?.[2]).not.toHaveProperty('oldFinal')
  })

  test('gives rooms their school or office hours without the holidays', () => {
    const room = city.places.find(({ name }) => name === 'room-2-14')
    const [hours] = room?.occupiedHours ?? []

    expect(hours).toMatchObject({ weekdays: [1, 2, 3, 4, 5], start: '08:00', end: '15:00' })
    for (const day of ['2026-10-12', '2026-12-24', '2026-05-14', '2026-07-15', '2027-02-15']) {
      expect(hours?.holidays).toContain(day)
    }
    expect(hours?.holidays).not.toContain('2026-11-23')
  })
})
