import { expect, test } from 'vitest'
import { cell, DANISH_EXCEL, decimal, STANDARD } from './dialect.js'

test.each(['=1+1', '+cmd', '-room', '@sum', '\tx'])('%j is no formula to a spreadsheet', (text) => {
  expect(cell(text, STANDARD)).toBe(`'${text}`)
})

test('a cell with a separator, a quote or a line break is quoted', () => {
  expect(cell('a,b', STANDARD)).toBe('"a,b"')
  expect(cell('a,b', DANISH_EXCEL)).toBe('a,b')
  expect(cell('say "a"', STANDARD)).toBe('"say ""a"""')
})

test('a number keeps its sign, and a missing one is an empty cell', () => {
  expect(decimal(-3.25, DANISH_EXCEL)).toBe('-3,25')
  expect(decimal(-3.25, STANDARD)).toBe('-3.25')
  expect(decimal(null, STANDARD)).toBe('')
})
