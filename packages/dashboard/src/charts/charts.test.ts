import { expect, test } from 'vitest'
import { createFormat } from '../format/format.js'
import { alignPrevious, type ChartWindow, findHoles, stripOf } from './chart-data.js'
import { timeScale, valueScale } from './scale.js'

const da = createFormat('da', 'Europe/Copenhagen')
const at = (iso: string) => Date.parse(iso)
const window = (start: number, end: number, value: number | null): ChartWindow => ({
  start,
  end,
  value,
  coverage: value === null ? 0 : 1,
  quality: value === null ? 'missing' : 'good',
})

test('amounts start at zero, levels at a round floor', () => {
  expect(valueScale([18, 57], 'zero').ticks).toEqual([0, 20, 40, 60])
  expect(valueScale([410, 1250], 'level').ticks).toEqual([250, 500, 750, 1000, 1250])
  expect(valueScale([0.11, 0.13], 'level')).toMatchObject({ decimals: 3 })
})

test('a day is labelled by its hours, and midnight carries the date', () => {
  const span = { from: at('2026-11-22T13:00:00Z'), to: at('2026-11-23T13:00:00Z') }

  expect(timeScale(span, 560, da).ticks.map((tick) => tick.text)).toEqual([
    '15',
    '18',
    '21',
    '23. nov.',
    '03',
    '06',
    '09',
    '12',
  ])
})

test('a week is labelled by its days', () => {
  const span = { from: at('2026-11-15T23:00:00Z'), to: at('2026-11-22T23:00:00Z') }

  expect(timeScale(span, 800, da).ticks.map((tick) => tick.text)).toEqual([
    'man. 16.',
    'tirs. 17.',
    'ons. 18.',
    'tors. 19.',
    'fre. 20.',
    'lør. 21.',
    'søn. 22.',
  ])
})

test('a hole is a stretch without values up to now', () => {
  const windows = [
    window(0, 10, 1),
    window(10, 20, null),
    window(20, 30, null),
    window(30, 40, 2),
    window(40, 50, null),
  ]

  expect(findHoles(windows, 15, 40)).toEqual([{ from: 10, to: 30 }])
})

test('the strip tells what most series have in a window, and what is ahead', () => {
  const good = {
    id: 'a',
    title: 'a',
    tone: 1,
    shape: 'line',
    windows: [window(0, 10, 1), window(10, 20, 1), window(20, 30, null)],
  } as const
  const gap = { ...good, id: 'b', windows: [window(0, 10, null)] }
  const other = { ...gap, id: 'c' }

  expect(stripOf([good, gap, other], 20).map((cell) => cell.quality)).toEqual([
    'missing',
    'good',
    'ahead',
  ])
})

test('a week after the clock change lies over the week before it by the local hour', () => {
  const monday8 = at('2026-10-19T06:00:00Z')
  const [moved] = alignPrevious([window(monday8, monday8 + 3_600_000, 5)], {
    previousFrom: at('2026-10-18T22:00:00Z'),
    from: at('2026-10-25T23:00:00Z'),
    zone: 'Europe/Copenhagen',
  })

  expect(new Date(moved?.start ?? 0).toISOString()).toBe('2026-10-26T07:00:00.000Z')
})
