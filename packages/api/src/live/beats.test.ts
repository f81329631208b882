import { expect, test } from 'vitest'
import { hearBeats, openBeats } from './beats.js'

function openPath() {
  const listeners = new Set<(topic: string, payload: Uint8Array) => void>()
  const town = { now: 0, living: ['ingest-1', 'ingest-2'] as readonly string[] }
  const heard = hearBeats({
    now: () => town.now,
    workers: () => town.living,
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

test('a living worker that is not heard for some beats is silent, until it is heard again', () => {
  const { town, heard, beat } = openPath()
  beat('ingest-1')
  beat('ingest-2')
  town.now = 6_000
  beat('ingest-1')
  const soon = heard.silent()

  town.now = 7_000
  const late = heard.silent()
  beat('ingest-2')

  expect([soon, late, heard.silent()]).toEqual([[], ['ingest-2'], []])
})

test('a worker that is no longer among the living is not waited for', () => {
  const { town, heard, beat } = openPath()
  beat('ingest-1')
  heard.silent()
  town.now = 7_000
  beat('ingest-1')
  const before = heard.silent()

  town.living = ['ingest-1']

  expect([before, heard.silent()]).toEqual([['ingest-2'], []])
})

test('workers that have no beats are not called silent', () => {
  const { town, heard } = openPath()
  heard.silent()

  town.now = 60_000

  expect(heard.silent()).toEqual([])
})
