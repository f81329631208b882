import { expect, test } from 'vitest'
import { rolesOf } from './roles.js'
import { parseSettings, type Settings } from './settings.js'

const SHARED = {
  BYPULS_REGISTRY_URL: 'postgres://bypuls@db/bypuls',
  BYPULS_BROKER_URL: 'mqtt://broker:1883',
  BYPULS_BROKER_PASSWORD: 'of the broker',
  BYPULS_STORE_URL: 'influxdb://store:8086/bypuls/city',
  BYPULS_SECRET: 'x'.repeat(32),
}

function settings(given: Readonly<Record<string, string>>): Settings {
  const parsed = parseSettings(given)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem))
  return parsed.value
}

test('everything is in one process unless told otherwise', () => {
  expect([...rolesOf('all', settings({}))]).toEqual(['broker', 'ingest', 'watch', 'api'])
})

test('with servers outside, a process may play some parts', () => {
  expect([...rolesOf('api,ingest', settings(SHARED))]).toEqual(['ingest', 'api'])
})

test('embedded parts keep everything in one process, and each is named', () => {
  expect(() => rolesOf('api', settings({}))).toThrow(
    expect.objectContaining({
      faults: [
        'BYPULS_REGISTRY_URL=pglite:: expected postgres://… where --roles are not all',
        'BYPULS_BROKER_URL=embedded:: expected mqtt://… where --roles are not all',
        'BYPULS_STORE_URL=duckdb:: expected a server’s URL where --roles are not all',
      ],
    }),
  )
})

test('a part that does not exist is named with those that do', () => {
  expect(() => rolesOf('ingset', settings(SHARED))).toThrow(
    expect.objectContaining({
      faults: ['--roles=ingset: expected all, or some of broker,ingest,watch,api'],
    }),
  )
})

test('whoever keeps a broker’s passwords needs to know where', () => {
  expect(() => rolesOf('broker', settings(SHARED))).toThrow(
    expect.objectContaining({ faults: [expect.stringContaining('BYPULS_BROKER_FILES')] }),
  )
})
