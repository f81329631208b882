import { describe, expect, test } from 'vitest'
import { createFormat } from './format.js'

const da = createFormat('da', 'Europe/Copenhagen')
const en = createFormat('en', 'Europe/Copenhagen')
const at = (iso: string) => Date.parse(iso)

describe('numbers', () => {
  test('use the separators of the language and a real minus', () => {
    expect(da.number(1234.5, 1)).toBe('1.234,5')
    expect(en.number(1234.5, 1)).toBe('1,234.5')
    expect(da.quantity(-94, '[ppm]', 0)).toBe('−94\u00a0ppm')
    expect(da.number(-0.01, 1)).toBe('0,0')
  })

  test('have three or four significant figures on tiles', () => {
    expect(da.figure(6319.4)).toBe('6.319')
    expect(da.figure(95.52)).toBe('95,5')
    expect(da.figure(1.1234)).toBe('1,12')
  })

  test('say shares in per cent with a no-break space', () => {
    expect(da.share(0.976)).toBe('97,6\u00a0%')
    expect(da.share(0.9999)).toBe('100\u00a0%')
  })

  test('write UCUM units as people do', () => {
    expect(da.unit('ug/m3')).toBe('µg/m³')
    expect(da.unit('Cel')).toBe('°C')
    expect(da.unit('{vehicles}/h')).toBe('/t.')
    expect(en.unit('kWh')).toBe('kWh')
  })
})

describe('times', () => {
  test('stand in the zone of the site', () => {
    expect(da.dateTime(at('2026-11-23T05:00:00Z'))).toBe('23. nov. 2026 kl. 06.00')
    expect(en.dateTime(at('2026-11-23T05:00:00Z'))).toBe('23 Nov 2026, 06:00')
  })

  test('name the window, not an instant', () => {
    const window = [at('2026-11-20T09:00:00Z'), at('2026-11-20T10:00:00Z')] as const
    expect(da.window(...window)).toBe('Fre. 20. nov. 2026 kl. 10.00–11.00')
    expect(en.window(...window)).toBe('Fri 20 Nov 2026, 10:00–11:00')
  })

  test('name whole days by their dates', () => {
    expect(da.days(at('2026-11-15T23:00:00Z'), at('2026-11-22T23:00:00Z'))).toBe(
      '16.–22. nov. 2026',
    )
    expect(da.window(at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(
      'Søn. 25. okt. 2026',
    )
  })

  test('say durations and ages in words', () => {
    expect(da.duration(102 * 60_000)).toBe('1\u00a0t. 42\u00a0min.')
    expect(da.age(4_000)).toBe('4\u00a0s siden')
    expect(en.age(47 * 60_000)).toBe('47\u00a0min ago')
  })

  test('label days on an axis', () => {
    expect(da.axisDay(at('2026-11-16T12:00:00Z'))).toBe('man. 16.')
    expect(da.week(at('2026-11-16T12:00:00Z'))).toBe('Uge 47')
  })
})

test('formulas in titles carry small digits', () => {
  const titles = { da: 'Partikler PM2,5', en: 'Particles PM2.5' }

  expect(da.title(titles)).toBe('Partikler PM₂,₅')
  expect(da.title({ da: 'CO2', en: 'CO2' })).toBe('CO₂')
})
