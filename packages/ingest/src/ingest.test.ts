import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Decoder, type Device, ok } from '@bypuls/model'
import { openMemoryStore } from '@bypuls/stores'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openIngest } from './ingest.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bypuls-ingest-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a message is acknowledged, interpreted and in the store', async () => {
  const store = openMemoryStore()
  const ingest = await openIngest({
    folder,
    store,
    deviceOf: () => device,
    decoderByFormat: () => celsius,
    publish: () => undefined,
    log: { warn: () => undefined, info: () => undefined },
    now: () => Date.UTC(2026, 10, 23),
    random: () => 0.5,
  })

  await new Promise<void>((resolve, reject) =>
    ingest.receive(
      {
        organisation: 'odense',
        device: 'room-214',
        topic: 'odense/room-214/up',
        payload: Buffer.from('21.4'),
        receivedAt: Date.UTC(2026, 10, 23),
      },
      (error) => (error ? reject(error) : resolve()),
    ),
  )
  await ingest.close()

  const stored = []
  for await (const readings of store.latest()) stored.push(...readings)
  expect(stored).toEqual([
    {
      point: 'skole-odense.room-2-14.indoor-temperature',
      observedAt: Date.UTC(2026, 10, 23),
      value: 21.4,
      flag: 'good',
    },
  ])
})

const device: Device = {
  organisation: 'odense',
  name: 'room-214',
  title: 'Room 2.14',
  format: 'celsius',
  links: [
    {
      field: 'temperature',
      point: 'skole-odense.room-2-14.indoor-temperature',
      from: 0,
      expectedIntervalMs: 10_000,
    },
  ],
}

const celsius: Decoder = {
  format: 'celsius',
  title: 'A bare number',
  examples: [],
  decode: ({ bytes, receivedAt }) =>
    ok({
      measurements: [
        {
          field: 'temperature',
          value: Number(Buffer.from(bytes).toString()),
          observedAt: receivedAt,
        },
      ],
      rejected: [],
    }),
}
