import { expect, test } from 'vitest'
import { createGather } from './gather.js'
import { until } from './testing/town.js'

test('the first item goes at once; what comes while it is under way goes together', async () => {
  const { gather, batches, finish } = open()

  gather.add(1)
  await until(() => batches.length === 1)
  gather.add(2)
  gather.add(3)
  finish()
  await until(() => batches.length === 2)

  expect(batches).toEqual([[1], [2, 3]])
  finish()
})

test('one batch is under way at a time, and nothing is left behind', async () => {
  const { gather, batches, finish } = open()
  for (let item = 0; item < 10; item += 1) gather.add(item)
  await until(() => batches.length === 1)
  gather.add(10)

  const empty = gather.empty()
  expect(batches).toHaveLength(1)
  finish()
  await until(() => batches.length === 2)
  finish()
  await empty

  expect(batches.flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('what comes shortly after a batch waits for its turn, unless it is enough for one', async () => {
  const { gather, batches, finish } = open(60_000)

  gather.add(1)
  await until(() => batches.length === 1)
  finish()
  await gather.empty()
  gather.add(2)
  await new Promise((resolve) => setImmediate(resolve))
  expect(batches).toEqual([[1]])
  for (let item = 3; item <= 101; item += 1) gather.add(item)
  await until(() => batches.length === 2)

  expect(batches[1]).toHaveLength(100)
  finish()
})

function open(spacingMs = 1) {
  const batches: (readonly number[])[] = []
  let finish: () => void = () => undefined
  const gather = createGather<number>({
    flush(batch) {
      batches.push(batch)
      return new Promise((resolve) => {
        finish = resolve
      })
    },
    enough: 100,
    spacingMs,
  })
  return { gather, batches, finish: () => finish() }
}
