import { expect, test } from 'vitest'
import { datapackage } from './datapackage.js'

const SITE = {
  ...{ id: 'skole', title: 'Skole', locality: 'Odense', organisations: ['odense'] },
  ...{ latitude: 55, longitude: 10, timezone: 'Europe/Copenhagen', priceArea: null },
  ...{ heatUtility: null, buildingKind: null, heatedM2: null, traffic: false, public: true },
  source: 'measured',
  ...{ simulated: false, licence: '', sourceText: '', outdoorCo2Ppm: 400 },
  ...{ offlineAfterMs: 3_600_000, points: 0, newestAt: null, oldestAt: null },
  topics: { energy: false, environment: false, indoor: false },
} as const

const fieldsOf = (format: 'csv' | 'parquet') => {
  const file = { path: 'a', format, bytes: 1, sha256: '0', from: '-1d', to: 'now' }
  const { resources } = datapackage({ ...SITE, organisations: ['odense'] }, [], file)
  return resources[0]?.schema.fields.map(({ name }) => name)
}

test('the fields are the columns that the file has', () => {
  expect(fieldsOf('csv')).toEqual(['point', 'time', 'value', 'unit', 'quality'])
  expect(fieldsOf('parquet')).toEqual(['point', 'time', 'value', 'quality'])
})
