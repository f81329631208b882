import { expect, test } from 'vitest'
import { createFrameGuard } from './frame-guard.js'

const small = [0x30, 3, 1, 2, 3]
const atLimit = [0x30, 0xc8, 0x01, ...Array.from({ length: 200 }, () => 0xff)]
const beyond = [0x30, 0xc9, 0x01]

test('packets up to the limit pass, whatever chunks they come in', () => {
  const bytes = Uint8Array.from([...small, ...atLimit, 0xc0, 0, ...atLimit, ...small])

  for (let size = 1; size <= bytes.length; size += 7) {
    const problemIn = createFrameGuard(() => 200)
    for (let at = 0; at < bytes.length; at += size) {
      expect(problemIn(bytes.subarray(at, at + size))).toBeNull()
    }
  }
})

test('a packet beyond the limit is told as soon as its length is known', () => {
  const problemIn = createFrameGuard(() => 200)

  expect(problemIn(Uint8Array.from([...small, ...beyond.slice(0, 2)]))).toBeNull()
  expect(problemIn(Uint8Array.from(beyond.slice(2)))).toBe(
    'a packet of 201 bytes; at most 200 are taken',
  )
})

test('a length of more than four bytes is no MQTT', () => {
  const problemIn = createFrameGuard(() => 2 ** 30)

  expect(problemIn(Uint8Array.from([0x30, 0x80, 0x80, 0x80, 0x80]))).toBe(
    'a packet whose length has more than four bytes, which is not MQTT',
  )
})
