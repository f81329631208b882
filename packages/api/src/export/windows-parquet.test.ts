import type { WindowSeries } from '@bypuls/model'
import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { windowsParquet } from './windows-parquet.js'

const window = {
  start: '2026-11-23T06:00:00+01:00',
  end: '2026-11-23T07:00:00+01:00',
  value: 612.5,
  min: 600,
  max: 650,
  count: 6,
  coverage: 1,
  quality: 'good',
  suspect: 0,
} as const
const series: WindowSeries = {
  point: 'skole.room-1.co2',
  metric: 'co2',
  unit: '[ppm]',
  method: 'mean',
  timezone: 'Europe/Copenhagen',
  window: 'PT1H',
  from: window.start,
  to: window.end,
  windows: [window, { ...window, value: null, count: 0, coverage: 0, quality: 'missing' }],
}

test('windows of several batches are read back as they were, empty ones as null', async () => {
  async function* batches() {
    yield [series]
    yield [{ ...series, point: 'skole.room-2.co2' }]
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of windowsParquet(batches())) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)

  const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer })

  expect(rows).toHaveLength(4)
  expect(rows[0]).toMatchObject({
    point: 'skole.room-1.co2',
    start: new Date('2026-11-23T05:00:00Z'),
    value: 612.5,
    count: 6,
    quality: 'good',
  })
  expect(rows[3]).toMatchObject({ point: 'skole.room-2.co2', value: null, quality: 'missing' })
})
