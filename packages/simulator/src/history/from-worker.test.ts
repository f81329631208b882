import { expect, test } from 'vitest'
import { BEGAN, cityOf } from '../testing/city-of.js'
import { historyFromWorker } from './from-worker.js'
import { historyChunks } from './history-chunks.js'

const options = { seed: 1, historyFrom: BEGAN - 86_400_000, historyUntil: BEGAN }

test('a thread of its own makes the same history, and goes on behind a chunk', async () => {
  const city = { ...cityOf(1), historyFrom: options.historyFrom }
  const expected = [...historyChunks({ city })]

  const chunks = []
  for await (const chunk of historyFromWorker(options)) chunks.push(chunk)
  const rest = []
  const after = expected.at(-3)?.key ?? ''
  for await (const chunk of historyFromWorker(options, { after })) rest.push(chunk.key)

  expect(chunks).toEqual(expected)
  expect(rest).toEqual(expected.slice(-2).map(({ key }) => key))
})

test('leaving early ends the thread', async () => {
  for await (const chunk of historyFromWorker(options)) {
    expect(chunk.site).toBe('doll-albertslund')
    break
  }
})
