import { expect, test } from 'vitest'
import { createEnergyHistory } from './energy.js'
import { every, openTown, type TestTown } from './testing/open-town.js'
import { HOUR, type TestSite } from './testing/view.js'

const MINUTE = 60_000
const hall: TestSite = {
  rooms: {
    main: { kind: 'meter', points: { electricity: 10 * MINUTE, heat: HOUR } },
    workshop: { kind: 'meter', points: { electricity: HOUR } },
    chiller: { kind: 'meter', points: { cooling: HOUR } },
    roof: { kind: 'meter', points: { 'solar-production': HOUR, 'electricity-export': HOUR } },
  },
}
const at = (text: string) => Date.parse(text)

/** A meter that counts `perHour` all the time, read every `stepMs` from a phase off the hour. */
function steady(
  town: TestTown,
  point: string,
  run: { from: number; to: number; perHour: number; stepMs?: number; phase?: number },
) {
  const { from, to, perHour, stepMs = HOUR, phase = 0 } = run
  const times = every(stepMs, from + phase, to)
  town.put(
    point,
    times.map((time) => [time, 1000 + ((time - from) / HOUR) * perHour] as const),
  )
}

test.each([
  // Local midnight to local midnight; hour n uses n kWh: 0 + … + 22 = 253 and 0 + … + 24 = 300.
  ['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 23, 253, 138],
  ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 25, 300, 150],
])('the hours of %s add up to the day', async (from, to, hours, workshop, main) => {
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  let total = 500
  town.put(
    'hall.workshop.electricity',
    every(HOUR, at(from), at(to)).map((time, hour) => {
      if (hour > 0) total += hour - 1
      return [time, total] as const
    }),
  )
  steady(town, 'hall.main.electricity', {
    from: at(from) - HOUR,
    to: at(to) + HOUR,
    perHour: 6,
    stepMs: 10 * MINUTE,
    phase: 5 * MINUTE,
  })
  await town.stored()
  const energy = createEnergyHistory(town)
  const range = { site: 'hall', from: at(from), to: at(to) }

  const byHour = await energy.site({ ...range, size: 'PT1H' })
  const byDay = await energy.site({ ...range, size: 'P1D' })

  const [electricity] = byHour.carriers
  expect(electricity?.windows).toHaveLength(hours)
  expect(electricity?.windows.map(({ kWh }) => kWh)).toEqual(
    Array.from({ length: hours }, (_, hour) => expect.closeTo(hour + 6, 6)),
  )
  expect(electricity?.total).toMatchObject({ kWh: expect.closeTo(workshop + main, 6), coverage: 1 })
  expect(byDay.carriers[0]?.windows).toMatchObject([
    { kWh: expect.closeTo(workshop + main, 6), coverage: 1, quality: 'good' },
  ])
  // BR18 for 2026: 0.1174 kg per kWh.
  expect(byDay.carriers[0]?.total.kgCo2e).toBeCloseTo((workshop + main) * 0.1174, 6)
  expect(byHour.carriers[0]?.total.kgCo2e).toBeCloseTo((workshop + main) * 0.1174, 6)
})

test('the total is what is bought: cooling, solar and export stand beside it', async () => {
  const [from, to] = [at('2026-11-10T00:00:00+01:00'), at('2026-11-11T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'hall.main.electricity', { from, to, perHour: 2 })
  steady(town, 'hall.workshop.electricity', { from, to, perHour: 1 })
  steady(town, 'hall.main.heat', { from, to, perHour: 10 })
  steady(town, 'hall.chiller.cooling', { from, to, perHour: 4 })
  steady(town, 'hall.roof.solar-production', { from, to, perHour: 5 })
  steady(town, 'hall.roof.electricity-export', { from, to, perHour: 3 })
  await town.stored()

  const answer = await createEnergyHistory(town).site({ site: 'hall', from, to, size: 'P1D' })

  expect(answer.carriers.map(({ carrier, total }) => [carrier, total.kWh, total.kgCo2e])).toEqual([
    ['electricity', 72, expect.closeTo(72 * 0.1174, 9)],
    ['heat', 240, expect.closeTo(240 * 0.0845, 9)],
    ['cooling', 96, null],
    ['solar', 120, null],
    ['export', 72, null],
  ])
  expect(answer.total).toEqual({
    kWh: 312,
    kgCo2e: expect.closeTo(72 * 0.1174 + 240 * 0.0845, 9),
    coverage: 1,
    quality: 'good',
  })
  expect(answer.factors.map(({ carrier, year, source }) => [carrier, year, source])).toEqual([
    ['electricity', 2026, 'BR18 annex 2, table 8'],
    ['heat', 2026, 'BR18 annex 2, table 8'],
  ])
  expect(answer.carriers[0]?.points).toEqual(['hall.main.electricity', 'hall.workshop.electricity'])
})

test('one carrier can be asked for alone', async () => {
  const [from, to] = [at('2026-11-10T00:00:00+01:00'), at('2026-11-11T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'hall.main.heat', { from, to, perHour: 10 })
  await town.stored()

  const query = { site: 'hall', from, to, size: 'P1D', carrier: 'heat' } as const
  const answer = await createEnergyHistory(town).site(query)

  expect(answer.carriers.map(({ carrier }) => carrier)).toEqual(['heat'])
  expect(answer.total.kWh).toBe(240)
})

test('a week over New Year’s Eve takes each year’s own factor', async () => {
  const [from, to] = [at('2025-12-29T00:00:00+01:00'), at('2026-01-05T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'hall.main.electricity', { from, to, perHour: 1 })
  steady(town, 'hall.workshop.electricity', { from, to, perHour: 1 })
  await town.stored()

  const answer = await createEnergyHistory(town).site({ site: 'hall', from, to, size: 'P1W' })

  // Three days of 2025 and four of 2026, 48 kWh each.
  const kg = 144 * 0.135 + 192 * 0.1174
  expect(answer.carriers[0]?.windows).toMatchObject([{ kWh: 336, kgCo2e: expect.closeTo(kg, 9) }])
  expect(answer.total.kgCo2e).toBeCloseTo(kg, 9)
  expect(answer.factors.map(({ year }) => year)).toEqual([2025, 2026])
})

test('energy of years without a factor has no CO2e', async () => {
  const [from, to] = [at('2019-03-01T00:00:00+01:00'), at('2019-03-02T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'hall.main.heat', { from, to, perHour: 3 })
  await town.stored()

  const answer = await createEnergyHistory(town).site({ site: 'hall', from, to, size: 'P1D' })

  expect(answer.total).toMatchObject({ kWh: 72, kgCo2e: null })
  expect(answer.factors).toEqual([])
})

test('a sum is as complete as its least complete meter', async () => {
  const [from, to] = [at('2026-11-10T00:00:00+01:00'), at('2026-11-11T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'hall.main.electricity', { from, to, perHour: 2, stepMs: 10 * MINUTE })
  steady(town, 'hall.workshop.electricity', { from, to: from + 12 * HOUR, perHour: 1 })
  await town.stored()

  const answer = await createEnergyHistory(town).site({ site: 'hall', from, to, size: 'PT1H' })

  expect(answer.carriers[0]?.total).toMatchObject({ kWh: 60, coverage: 0.5 })
  expect(answer.total.coverage).toBeLessThanOrEqual(0.5)
})

test('a hole between two totals keeps the sum and marks its place as estimated', async () => {
  const [from, to] = [at('2026-11-10T00:00:00+01:00'), at('2026-11-11T00:00:00+01:00')]
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  const times = every(HOUR, from, to).filter((_, hour) => hour < 5 || hour > 15)
  town.put(
    'hall.chiller.cooling',
    times.map((time) => [time, (time - from) / HOUR] as const),
  )
  await town.stored()

  const query = { site: 'hall', from, to, size: 'PT1H', carrier: 'cooling' } as const
  const answer = await createEnergyHistory(town).site(query)

  expect(answer.carriers[0]?.total).toEqual({
    kWh: 24,
    kgCo2e: null,
    coverage: 1,
    quality: 'estimated',
  })
  expect(answer.carriers[0]?.windows[8]).toMatchObject({ kWh: 1, quality: 'estimated' })
  expect(answer.carriers[0]?.windows[20]).toMatchObject({ kWh: 1, quality: 'good' })
})

test('hours to come are empty, and the one that goes on is complete as far as it has passed', async () => {
  const [from, to] = [at('2026-11-23T00:00:00+01:00'), at('2026-11-24T00:00:00+01:00')]
  const now = at('2026-11-23T12:30:00+01:00')
  const town = openTown({ hall }, { now })
  for (const point of ['hall.main.electricity', 'hall.workshop.electricity']) {
    steady(town, point, { from, to: now, perHour: 2, stepMs: 10 * MINUTE })
  }
  await town.stored()

  const answer = await createEnergyHistory(town).site({ site: 'hall', from, to, size: 'PT1H' })

  const [electricity] = answer.carriers
  expect(electricity?.windows[12]).toMatchObject({ kWh: 2, coverage: 1 })
  expect(electricity?.windows[13]).toEqual({
    start: '2026-11-23T13:00:00+01:00',
    end: '2026-11-23T14:00:00+01:00',
    kWh: null,
    kgCo2e: null,
    coverage: null,
    quality: 'missing',
  })
  expect(electricity?.total).toMatchObject({ kWh: 50, coverage: 1 })
})

test('a range that begins and ends within an hour is cut there', async () => {
  const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
  const [from, to] = [at('2026-11-10T06:30:00+01:00'), at('2026-11-10T08:15:00+01:00')]
  steady(town, 'hall.main.heat', { from: from - HOUR, to: to + HOUR, perHour: 4 })
  await town.stored()

  const query = { site: 'hall', from, to, size: 'PT1H', carrier: 'heat' } as const
  const answer = await createEnergyHistory(town).site(query)

  expect(answer.carriers[0]?.windows.map(({ start, end, kWh }) => [start, end, kWh])).toEqual([
    ['2026-11-10T06:30:00+01:00', '2026-11-10T07:00:00+01:00', expect.closeTo(2, 9)],
    ['2026-11-10T07:00:00+01:00', '2026-11-10T08:00:00+01:00', expect.closeTo(4, 9)],
    ['2026-11-10T08:00:00+01:00', '2026-11-10T08:15:00+01:00', expect.closeTo(1, 9)],
  ])
  expect(answer.total.kWh).toBeCloseTo(7, 9)
})

test('readings that arrive newest first, twice or in pieces change no figure', async () => {
  const [from, to] = [at('2026-10-24T00:00:00+02:00'), at('2026-10-27T00:00:00+01:00')]
  const total = (time: number) => 1000 + ((time - from) / HOUR) ** 1.1
  const inOrder = every(HOUR, from, to).map((time) => [time, total(time)] as const)
  const arrivals = [
    [inOrder],
    [[...inOrder].reverse(), inOrder],
    [inOrder.slice(40), inOrder.filter((_, n) => n % 2 === 1), inOrder.slice(0, 50)],
  ]

  const answers = await Promise.all(
    arrivals.map(async (pieces) => {
      const town = openTown({ hall }, { now: at('2026-11-23T12:00:00Z') })
      for (const piece of pieces) town.put('hall.main.heat', piece)
      await town.stored()
      return createEnergyHistory(town).site({ site: 'hall', from, to, size: 'P1D' })
    }),
  )

  expect(answers[0]?.carriers[1]?.windows.map(({ kWh }) => kWh)).toEqual([
    expect.closeTo(24 ** 1.1, 6),
    expect.closeTo(49 ** 1.1 - 24 ** 1.1, 6),
    expect.closeTo(73 ** 1.1 - 49 ** 1.1, 6),
  ])
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('gas counts once its heating value is known, and is left out before', async () => {
  const boiler: TestSite = { rooms: { boiler: { kind: 'meter', points: { gas: HOUR } } } }
  const [from, to] = [at('2026-11-10T00:00:00+01:00'), at('2026-11-11T00:00:00+01:00')]
  const town = openTown({ boiler }, { now: at('2026-11-23T12:00:00Z') })
  steady(town, 'boiler.boiler.gas', { from, to, perHour: 1 })
  await town.stored()
  const query = { site: 'boiler', from, to, size: 'P1D' } as const

  const without = await createEnergyHistory(town).site(query)
  const known = await createEnergyHistory({ ...town, gasKwhPerM3: 11 }).site(query)

  expect(without.carriers).toEqual([])
  expect(without.total).toEqual({ kWh: null, kgCo2e: null, coverage: null, quality: 'missing' })
  expect(known.total).toMatchObject({ kWh: 264, kgCo2e: expect.closeTo(264 * 0.1722, 9) })
})
