import { ReadingList, WindowSeries } from '@bypuls/model'
import { parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApi, type TestApi } from '../testing/open-test-api.js'

/** The hour that the clock shows twice: 02:00 to 03:00 on 25 October 2026 in Copenhagen. */
const TWICE = Date.UTC(2026, 9, 25, 0)
const POINT = 'alpha-open.room-1.co2'
const DAY = 'from=2026-10-25&to=2026-10-26'

let api: TestApi
beforeEach(async () => {
  api = await openTestApi()
  await api.store.write([
    { point: POINT, observedAt: TWICE, value: 612.5, flag: 'good' },
    { point: POINT, observedAt: TWICE + 3_600_000, value: -3, flag: 'suspect' },
    { point: 'alpha-open.room-1.indoor-temperature', observedAt: TWICE, value: 21, flag: 'good' },
  ])
})
afterEach(() => api.close())

const text = async (path: string) => (await api.get(`/api/v1${path}`)).text()

describe('readings of a point', () => {
  test('as CSV have unit and quality, and the offset of each time', async () => {
    expect(await text(`/points/${POINT}/readings?${DAY}&format=csv`)).toBe(
      'time,value,unit,quality\r\n' +
        '2026-10-25T02:00:00+02:00,612.5,[ppm],good\r\n' +
        '2026-10-25T02:00:00+01:00,-3,[ppm],suspect\r\n',
    )
  })

  test('for a Danish Excel have a byte order mark, semicolons and decimal commas', async () => {
    const bytes = await (
      await api.get(`/api/v1/points/${POINT}/readings?${DAY}&format=csv&excel=da`)
    ).arrayBuffer()

    expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)).toBe(
      '\uFEFFtime;value;unit;quality\r\n' +
        '2026-10-25T02:00:00+02:00;612,5;[ppm];good\r\n' +
        '2026-10-25T02:00:00+01:00;-3;[ppm];suspect\r\n',
    )
  })

  test('say the same as JSON, CSV and NDJSON, by `format` and by `Accept`', async () => {
    const path = `/points/${POINT}/readings?${DAY}&timezone=UTC`
    const { items, unit } = await api.read(ReadingList, `/api/v1${path}`)
    const accepted = await fetch(`${api.url}/api/v1${path}`, { headers: { accept: 'text/csv' } })
    const csv = await text(`${path}&format=csv`)
    const ndjson = await text(`${path}&format=ndjson`)

    expect(await accepted.text()).toBe(csv)
    expect(csv.trimEnd().split('\r\n').slice(1)).toEqual(
      items.map(({ time, value, quality }) => `${time},${value},${unit},${quality}`),
    )
    expect(
      ndjson
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(items.map(({ time, value, quality }) => ({ time, value, unit, quality })))
    expect(items.map(({ rule }) => rule)).toEqual([null, 'range'])
  })

  test('come in pages that leave nothing out', async () => {
    const path = `/api/v1/points/${POINT}/readings?${DAY}&limit=1`
    const first = await api.read(ReadingList, path)
    const second = await api.read(ReadingList, `${path}&cursor=${first.next}`)

    expect([...first.items, ...second.items].map(({ value }) => value)).toEqual([612.5, -3])
    expect(second.next).toBeNull()
  })
})

test('a site’s readings name their points', async () => {
  const path = `/sites/alpha-open/readings?${DAY}`

  expect(await text(`${path}&format=csv`)).toBe(
    'point,time,value,unit,quality\r\n' +
      'alpha-open.room-1.co2,2026-10-25T02:00:00+02:00,612.5,[ppm],good\r\n' +
      'alpha-open.room-1.co2,2026-10-25T02:00:00+01:00,-3,[ppm],suspect\r\n' +
      'alpha-open.room-1.indoor-temperature,2026-10-25T02:00:00+02:00,21,Cel,good\r\n',
  )
  const lines = (await text(`${path}&format=ndjson`)).trimEnd().split('\n')
  expect(
    lines.map((line) => z.object({ point: z.string() }).parse(JSON.parse(line)).point),
  ).toEqual([POINT, POINT, 'alpha-open.room-1.indoor-temperature'])
})

test('windows say the same as JSON, CSV and NDJSON', async () => {
  const path = `/points/${POINT}/windows?${DAY}&window=P1D`
  const { windows, unit } = await api.read(WindowSeries, `/api/v1${path}`)
  const [header = '', ...rows] = (await text(`${path}&format=csv`)).trimEnd().split('\r\n')
  const ndjson = (await text(`${path}&format=ndjson`)).trimEnd().split('\n')

  expect(header).toBe('start,end,value,unit,min,max,count,coverage,quality,suspect')
  expect(rows).toEqual(
    windows.map((w) =>
      [w.start, w.end, w.value, unit, w.min, w.max, w.count, w.coverage, w.quality, w.suspect]
        .map((cell) => cell ?? '')
        .join(','),
    ),
  )
  expect(ndjson.map((line) => JSON.parse(line))).toEqual(windows.map((w) => ({ ...w, unit })))
  expect(windows[0]).toMatchObject({ count: 1, value: 612.5, suspect: 1 })
})

test('a store that writes no Parquet itself has it written', async () => {
  const answer = await api.get('/api/v1/sites/alpha-open/readings?format=parquet&from=2026-10-25')

  const rows = await parquetReadObjects({ file: await answer.arrayBuffer() })
  expect(rows.map(({ point, value, quality }) => [point, value, quality])).toEqual([
    [POINT, 612.5, 'good'],
    [POINT, -3, 'suspect'],
    ['alpha-open.room-1.indoor-temperature', 21, 'good'],
  ])
})
