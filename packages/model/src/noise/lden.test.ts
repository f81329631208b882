import { expect, test } from 'vitest'
import { lden, ldenOfHours, type NoiseHour } from './lden.js'

const level = (localHour: number) =>
  localHour < 7 || localHour >= 22 ? 50 : localHour >= 19 ? 55 : 60
const whole = Array.from({ length: 24 }, (_, localHour) => ({
  localHour,
  laeq: level(localHour),
  coverage: 1,
}))

test('the penalties make 60, 55 and 50 dB a constant 60 dB', () => {
  // Evening 55 + 5 = 60, night 50 + 10 = 60.
  expect(lden({ day: 60, evening: 55, night: 50 })).toBeCloseTo(60, 12)
})

test('a constant level of 50 dB is 56.67 dB Lden', () => {
  // 10·log10((12·1e5 + 3·10^5.5 + 9·1e6)/24) = 10·log10(464528.5)
  expect(lden({ day: 50, evening: 50, night: 50 })).toBeCloseTo(56.67, 2)
})

test('the hours fall into the Danish day, evening and night', () => {
  expect(ldenOfHours(whole)).toEqual({
    lden: expect.closeTo(60, 9),
    day: expect.closeTo(60, 9),
    evening: expect.closeTo(55, 9),
    night: expect.closeTo(50, 9),
  })
})

test('levels are averaged as energy: 60 and 70 dB make 67.4 dB', () => {
  const hours: NoiseHour[] = whole.map((hour) =>
    hour.localHour >= 13 && hour.localHour < 19 ? { ...hour, laeq: 70 } : hour,
  )

  expect(ldenOfHours(hours).day).toBeCloseTo(67.4036, 4)
})

test('a period under 75 % has no level, and then there is no Lden', () => {
  const evening = (laeq: number | null) =>
    whole.map((hour) => (hour.localHour === 19 ? { ...hour, laeq, coverage: 0 } : hour))

  expect(ldenOfHours(evening(null))).toMatchObject({ lden: null, evening: null })
  expect(ldenOfHours(evening(null)).day).toBeCloseTo(60, 9)
})

test('exactly 75 % of a period is enough', () => {
  const hours = whole.map((hour) => (hour.localHour === 19 ? { ...hour, coverage: 0.25 } : hour))

  expect(ldenOfHours(hours).lden).toBeCloseTo(60, 9)
})

test('no hours, no level', () => {
  expect(ldenOfHours([])).toEqual({ lden: null, day: null, evening: null, night: null })
})
