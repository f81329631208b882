import type { Entry, View } from '@bypuls/model'
import { expect, test } from 'vitest'
import { createViewer } from './viewer.js'

const ENTRIES: readonly Entry[] = [
  { point: 'a.b.heat', kind: 'suspect', at: 20, rule: 'glitch' },
  { point: 'a.b.heat', kind: 'offset', at: 30, amount: 100, rule: 'swap' },
]

function seenAs(view: View) {
  const look = createViewer(ENTRIES, view)
  return [10, 20, 30, 40].map((at) => ({ ...look(at, at, at === 40) }))
}

test('the raw view shows what arrived', () => {
  expect(seenAs('raw')).toEqual([
    { value: 10, quality: 'good', rule: null },
    { value: 20, quality: 'good', rule: null },
    { value: 30, quality: 'good', rule: null },
    { value: 40, quality: 'suspect', rule: 'range' },
  ])
})

test('the checked view says what the rules doubt and changes no value', () => {
  expect(seenAs('checked').map(({ value, quality }) => [value, quality])).toEqual([
    [10, 'good'],
    [20, 'suspect'],
    [30, 'good'],
    [40, 'suspect'],
  ])
})

test('the corrected view adds the offsets of resets and swaps', () => {
  expect(seenAs('corrected')).toEqual([
    { value: 10, quality: 'good', rule: null },
    { value: 20, quality: 'suspect', rule: 'glitch' },
    { value: 130, quality: 'corrected', rule: null },
    { value: 140, quality: 'suspect', rule: 'range' },
  ])
})
