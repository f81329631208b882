import { expect, test } from 'vitest'
import { hearBeats, openBeats } from './beats.js'

function openPath() {
  const listeners = new Set<(topic: string, payload: Uint8Array) => void>()
  const town = { now: 0, living: ['ingest-1', 'ingest-2'] as readonly string[] }
  const heard = hearBeats({
    now: () => town.now,
    ingest: { workers: () => town.living },
    subscribe(_pattern, listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const publish = (topic: string, payload: string) => {
    for (const listener of listeners) listener(topic, Buffer.from(payload))
  }
  return { town, heard, beat: (name: string) => openBeats({ name, publish })() }
}

const WELL = { name: 'live', ok: true }

test('a living worker that is not heard for some beats is named, until it is heard again', () => {
  const { town, heard, beat } = openPath()
  beat('ingest-1')
  beat('ingest-2')
  town.now = 6_000
  beat('ingest-1')
  const soon = heard.health()

  town.now = 7_000
  const late = heard.health()
  beat('ingest-2')

  expect(late).toEqual({
    name: 'live',
    ok: false,
    detail:
      'not heard by way of the broker: ingest-2 since 1970-01-01T00:00:00.000Z (but ingest-1)',
    remedy:
      'See the log and the /readyz of those processes: they hang, or have lost their way to the broker.',
    stillServes: true,
  })
  expect([soon, heard.health()]).toEqual([WELL, WELL])
})

test('where no worker is heard it is rather the way to here', () => {
  const { town, heard } = openPath()
  const before = heard.health()

  town.now = 7_000

  expect(before).toEqual(WELL)
  expect(heard.health()).toMatchObject({
    detail:
      'no ingest is heard by way of the broker: ingest-1 since 1970-01-01T00:00:00.000Z, ingest-2 since 1970-01-01T00:00:00.000Z',
    remedy: expect.stringContaining('BYPULS_BROKER_URL'),
  })
})

test('a worker that is no longer among the living is not waited for', () => {
  const { town, heard, beat } = openPath()
  beat('ingest-1')
  heard.health()
  town.now = 7_000
  beat('ingest-1')
  const before = heard.health()

  town.living = ['ingest-1']

  expect(before).toMatchObject({ ok: false })
  expect(heard.health()).toEqual(WELL)
})

test('an ingest of this process needs no beats', () => {
  const heard = hearBeats({ now: () => 0, ingest: {}, subscribe: () => () => undefined })

  expect(heard.health()).toBeNull()
})
