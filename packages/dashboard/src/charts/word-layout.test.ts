import { expect, test } from 'vitest'
import { type Box, layOutWords, type Word } from './word-layout.js'

const within: Box = { left: 0, right: 400, top: 0, bottom: 200 }
const word = (key: string, spots: Word['spots'], needed = false): Word => ({
  key,
  text: 'ti tegn her',
  className: '',
  spots,
  needed,
})
const placesOf = (words: readonly Word[], data: readonly Box[] = []) =>
  layOutWords(words, { data, within }).map(({ key, spot }) => `${key} ${spot.x} ${spot.y}`)

test('the second of two words that would cover each other takes its next place', () => {
  const high = { x: 10, y: 20, anchor: 'start' } as const
  const low = { x: 10, y: 60, anchor: 'start' } as const

  expect(placesOf([word('a', [high, low]), word('b', [high, low])])).toEqual(['a 10 20', 'b 10 60'])
})

test('a word with nowhere to stand is left out rather than covering another, however needed', () => {
  const spot = { x: 10, y: 20, anchor: 'start' } as const

  expect(placesOf([word('a', [spot]), word('b', [spot], true)])).toEqual(['a 10 20'])
})

test('words keep off the data; only needed ones stand on it, where they cover least', () => {
  const spots = [
    { x: 10, y: 20, anchor: 'start' },
    { x: 10, y: 60, anchor: 'start' },
  ] as const
  const line = (top: number, left: number): Box => ({ left, right: 90, top, bottom: top + 2 })
  const data = [line(15, 0), line(15, 50), line(55, 0)]

  expect(placesOf([word('a', spots)], data)).toEqual([])
  expect(placesOf([word('a', spots, true)], data)).toEqual(['a 10 60'])
})

test('a word at the edge moves inside', () => {
  expect(placesOf([word('a', [{ x: 4, y: 20, anchor: 'end' }])])).toEqual(['a 67.1 20'])
})
