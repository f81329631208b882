import { expect, test } from 'vitest'
import { decodeChunk, encodeChunk } from './chunk.js'
import { message } from './testing/town.js'

const sent = Array.from({ length: 10 }, (_, index) => message(`payload-${index}`))

test('messages come back as they were', () => {
  expect(decodeChunk(encodeChunk(sent), sent.length)).toEqual(sent)
})

test('a flipped bit in any byte is noticed and never gives a message that was not sent', () => {
  const whole = encodeChunk(sent)

  for (const [at, byte] of whole.entries()) {
    const damaged = Buffer.from(whole)
    damaged[at] = byte ^ (1 << (at % 8))
    const found = decodeChunk(damaged, sent.length)
    expect(found).toHaveLength(sent.length)
    expect(found.filter((one, index) => one !== undefined && !equal(one, index))).toEqual([])
    expect(found).toContain(undefined)
  }
})

test('a record that is damaged does not take its neighbours along', () => {
  const chunk = encodeChunk(sent)
  chunk.write('X', chunk.indexOf('payload-4'))

  const found = decodeChunk(chunk, sent.length)

  expect(found).toEqual(sent.map((one, at) => (at === 4 ? undefined : one)))
})

test('a chunk that was cut off gives the messages before the cut', () => {
  const chunk = encodeChunk(sent)

  expect(decodeChunk(chunk.subarray(0, -5), sent.length)).toEqual([...sent.slice(0, 9), undefined])
  expect(decodeChunk(chunk.subarray(0, 20), sent.length)).toEqual(sent.map(() => undefined))
})

test('a payload that looks like records of another organisation stays a payload', () => {
  const forged = {
    ...message('x'),
    payload: encodeChunk([{ ...message('y'), organisation: 'aalborg' }]),
  }
  const chunk = encodeChunk([forged, message('z')])
  chunk.write('X', chunk.indexOf('odense'))

  expect(decodeChunk(chunk, 2)).toEqual([undefined, message('z')])
})

function equal(one: (typeof sent)[number], index: number): boolean {
  return JSON.stringify(one) === JSON.stringify(sent[index])
}
