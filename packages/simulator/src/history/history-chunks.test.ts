import { describe, expect, test } from 'vitest'
import { isHeard } from '../faults.js'
import { valueAt } from '../reading.js'
import { BEGAN, cityOf } from '../testing/city-of.js'
import { readingsOf, seriesOf } from './chunk.js'
import { countChunks, historyChunks } from './history-chunks.js'

const city = cityOf(1)
const MONTH_MS = 30 * 86_400_000
const WEEK_MS = 7 * 86_400_000
const recent = { city, from: BEGAN - 2 * WEEK_MS, to: BEGAN }

describe('the history', () => {
  test('comes newest week first, site by site, and covers the whole period', () => {
    const chunks = [...historyChunks(recent)]

    expect(chunks.length).toBe(countChunks(recent))
    expect(chunks.slice(0, 7).map(({ key }) => key)).toEqual([
      '2026-11-19T00:00:00.000Z/doll-albertslund',
      '2026-11-19T00:00:00.000Z/skole-odense',
      '2026-11-19T00:00:00.000Z/havnehus-aalborg',
      '2026-11-19T00:00:00.000Z/raadhus-naestved',
      '2026-11-19T00:00:00.000Z/femern-roedbyhavn',
      '2026-11-19T00:00:00.000Z/bloxhub-koebenhavn',
      '2026-11-12T00:00:00.000Z/doll-albertslund',
    ])
    expect(chunks.at(0)?.to).toBe(BEGAN)
    expect(chunks.at(-1)?.from).toBe(BEGAN - 2 * WEEK_MS)
  })

  test('goes on behind the last chunk that was kept', () => {
    const keys = [...historyChunks(recent)].map(({ key }) => key)

    const rest = [
      ...historyChunks({ ...recent, after: '2026-11-19T00:00:00.000Z/bloxhub-koebenhavn' }),
    ]

    expect(rest.map(({ key }) => key)).toEqual(keys.slice(6))
  })

  test('says of every point and time what a sensor asked then would say', () => {
    const at = { intervalMs: 300_000, origin: BEGAN }
    for (const chunk of historyChunks({ ...recent, from: BEGAN - 4 * 86_400_000 })) {
      const sensors = city.sensors.filter(({ site }) => site === chunk.site)
      for (const { point: id, observedAt, value } of seriesOf(chunk)) {
        const sensor = sensors.find(({ points }) => points.some((point) => point.id === id))
        const point = sensor?.points.find((each) => each.id === id)
        if (sensor === undefined || point === undefined) throw new Error(`${id} is nobody’s`)
        for (let row = 0; row < value.length; row += 97) {
          const time = observedAt[row] ?? 0
          expect(isHeard(sensor, time)).toBe(true)
          expect(value[row], `${id} ${time}`).toBe(valueAt(point, time, at))
        }
      }
    }
  })

  test('is in order, within the plausible range but for the faults that are meant, and has gaps', () => {
    const suspects = new Map<string, number>()
    let readings = 0
    for (const chunk of historyChunks({ city, from: BEGAN - MONTH_MS, to: BEGAN })) {
      for (const { point, observedAt, value, suspect } of seriesOf(chunk)) {
        readings += value.length
        for (let row = 0; row < value.length; row++) {
          const isInOrder = row === 0 || (observedAt[row - 1] ?? 0) < (observedAt[row] ?? 0)
          if (!isInOrder || !Number.isFinite(value[row])) throw new Error(`${point} ${row}`)
          if (suspect[row] === 1) suspects.set(point, (suspects.get(point) ?? 0) + 1)
        }
      }
    }
    const wanted = (MONTH_MS / 300_000) * city.points.length

    expect([...suspects.keys()].sort()).toEqual([
      'doll-albertslund.naverland-crossing.pm10',
      'femern-roedbyhavn.weather-mast.outdoor-temperature',
    ])
    expect(readings / wanted).toBeGreaterThan(0.985)
    expect(readings / wanted).toBeLessThan(0.997)
  })

  test('ends early for the sensors that have gone silent', () => {
    const lastOf = (id: string) => {
      for (const chunk of historyChunks(recent)) {
        const series = [...seriesOf(chunk)].find(({ point }) => point === id)
        if (series !== undefined) return series.observedAt.at(-1)
      }
      return undefined
    }

    expect(lastOf('skole-odense.music-0-30.co2')).toBe(Date.UTC(2026, 10, 20, 10, 5))
    expect(lastOf('skole-odense.room-1-01.co2')).toBe(Date.UTC(2026, 10, 23, 12, 40))
  })

  test('is told as readings too', () => {
    const [chunk] = historyChunks(recent)
    if (chunk === undefined) throw new Error('there is no chunk')

    const readings = [...readingsOf(chunk)]

    expect(readings.length).toBe(chunk.value.length)
    expect(readings[0]).toEqual({
      point: 'doll-albertslund.cabinet-a.electricity',
      observedAt: chunk.observedAt[0],
      value: chunk.value[0],
      flag: 'good',
    })
  })
})
