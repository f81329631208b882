import { type Device, RejectionReason } from '@bypuls/model'
import { expect, test } from 'vitest'
import { type InterpretDeps, interpret } from './interpret.js'
import { eachOutcome } from './outcome.js'
import { CO2, message, NOON, pairs, room, TEMPERATURE } from './testing/town.js'

const deps: InterpretDeps = {
  deviceOf: (_, name) => (name === 'room-1' ? room : undefined),
  decoderByFormat: (format) => (format === 'pairs' ? pairs : undefined),
}

function outcomeOf(payload: unknown, more: Partial<InterpretDeps> = {}) {
  const spooled = { position: 7, message: message(payload) }
  const [outcome] = eachOutcome(interpret([spooled], { ...deps, ...more }))
  return outcome
}

test('a field that is linked to a point becomes a reading of it', () => {
  expect(outcomeOf([['co2', 612, NOON - 1_000]])).toMatchObject({
    id: '7',
    format: 'pairs',
    readings: [{ point: CO2, observedAt: NOON - 1_000, value: 612, flag: 'good' }],
    rejected: [],
  })
})

test('a value outside the plausible range is kept and flagged', () => {
  expect(outcomeOf([['temperature', 900]])?.readings).toEqual([
    { point: TEMPERATURE, observedAt: NOON, value: 900, flag: 'suspect' },
  ])
})

test('a value comes in the unit of the payload and is kept in the unit of the metric', () => {
  expect(outcomeOf([['temperature', 294.15, NOON, 'K']])?.readings).toMatchObject([{ value: 21 }])
})

test('the unit of the link stands in where the payload names none', () => {
  const [link] = room.links
  const fahrenheit: Device = { ...room, links: link ? [{ ...link, unit: '[degF]' }] : [] }

  const outcome = outcomeOf([['temperature', 50]], { deviceOf: () => fahrenheit })

  expect(outcome?.readings[0]?.value).toBeCloseTo(10, 9)
})

test('after a swap the time of observation says which point a field belongs to', () => {
  const swapped: Device = {
    ...room,
    links: [
      { field: 'kwh', point: 'skole.old.heat', from: 0, to: NOON, expectedIntervalMs: 1 },
      { field: 'kwh', point: 'skole.new.heat', from: NOON, expectedIntervalMs: 1 },
    ],
  }

  const outcome = outcomeOf(
    [
      ['kwh', 10, NOON - 1],
      ['kwh', 11, NOON],
    ],
    { deviceOf: () => swapped },
  )

  expect(outcome?.readings.map(({ point }) => point)).toEqual(['skole.old.heat', 'skole.new.heat'])
})

test('a bad field does not keep a good one of the same message from being read', () => {
  const outcome = outcomeOf([
    ['co2', 612],
    ['nonsense', 1],
  ])

  expect(outcome?.readings).toHaveLength(1)
  expect(outcome?.rejected).toEqual([
    { reason: 'unknown-field', detail: 'nonsense is linked to no point.', path: 'nonsense' },
  ])
})

test.each([
  ['malformed', 'hello'],
  ['decoder-failed', 'throw'],
  ['not-a-number', '[["co2", 1e999]]'],
  ['not-a-number', [['co2', 1e308, NOON, '%']]],
  ['unit-mismatch', [['co2', 1, NOON, 'kW.h']]],
  ['unit-mismatch', [['co2', 1, NOON, 'no such unit']]],
  ['future', [['co2', 1, NOON + 5 * 60_000 + 1]]],
  ['ancient', [['co2', 1, Date.UTC(1999, 11, 31)]]],
  ['too-large', `[${' '.repeat(256 * 1024)}]`],
])('what cannot be read is %s', (reason, payload) => {
  const outcome = outcomeOf(payload)

  expect(outcome?.readings).toEqual([])
  expect(outcome?.rejected).toMatchObject([{ reason }])
})

test('a device that is not registered is unknown', () => {
  const outcome = outcomeOf([['co2', 612]], { deviceOf: () => undefined })

  expect(outcome).toMatchObject({ format: null, rejected: [{ reason: 'unknown-device' }] })
})

test('a format that nobody decodes is unknown', () => {
  const outcome = outcomeOf([['co2', 612]], { decoderByFormat: () => undefined })

  expect(outcome).toMatchObject({ format: 'pairs', rejected: [{ reason: 'unknown-format' }] })
})

test('five minutes ahead is still now, and a retention makes older readings ancient', () => {
  const payload = [
    ['co2', 1, NOON + 5 * 60_000],
    ['co2', 2, NOON - 86_400_001],
  ]

  const outcome = outcomeOf(payload, { retentionMs: 86_400_000 })

  expect(outcome?.readings).toHaveLength(1)
  expect(outcome?.rejected).toMatchObject([{ reason: 'ancient' }])
})

test('a time of observation that is no time is refused with its words', () => {
  const outcome = outcomeOf('[["co2", 1, "soon"]]')

  expect(RejectionReason.options).toContain(outcome?.rejected[0]?.reason)
  expect(outcome?.readings).toEqual([])
})
