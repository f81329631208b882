import { openMemoryStore } from '@bypuls/stores'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRules } from './entries.js'
import { createHistory } from './series.js'
import { HEAT, openCounterRegistry } from './testing/counter-registry.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const at = (text: string) => Date.parse(text)

test('the store’s parts and the entries say what a recount of the readings says, over any windows', async () => {
  const start = at('2026-10-24T03:00Z')
  const moves = fc.array(
    fc.record({
      minutes: fc.constantFrom(20, 60, 60, 60, 61, 500),
      what: fc.oneof(
        { weight: 12, arbitrary: fc.integer({ min: 0, max: 30 }) },
        { weight: 1, arbitrary: fc.constantFrom('reset' as const, 'zero' as const) },
      ),
    }),
    { minLength: 2, maxLength: 80 },
  )
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.constantFrom('PT1H' as const, 'P1D' as const),
      async (steps, size) => {
        const [store, registry] = [openMemoryStore(), openCounterRegistry()]
        const rules = createRules({ store, registry, gatherMs: 0, onFailure: () => {} })
        const { raw, used } = meter(steps, start)
        const readings = raw
          .map(([observedAt, value]) => ({ point: HEAT, observedAt, value, flag: 'good' }) as const)
          .reverse()
        await store.write(readings)
        rules.touched(readings)
        await rules.settled()
        await rules.close()
        const { view, entries } = registry
        const history = createHistory({ store, view, entries, now: () => at('2026-11-23T12:00Z') })
        const [from, to] = [start - 2 * HOUR, (used.at(-1)?.[0] ?? start) + 2 * HOUR]

        const [answer] = await history.windows({ points: [HEAT], from, to, size, view: 'checked' })

        for (const { start: low, end: high, value } of answer?.windows ?? []) {
          const expected = recount(used, at(low), at(high))
          expect(value === null).toBe(expected === null)
          expect(Math.abs((value ?? 0) - (expected ?? 0))).toBeLessThan(1e-6)
        }
      },
    ),
    { numRuns: 60 },
  )
})

type Step = { readonly minutes: number; readonly what: number | 'reset' | 'zero' }
type Timed = readonly [time: number, value: number]

/** What a meter showed, zeros and resets included, and what it truly counted, by construction. */
function meter(steps: readonly Step[], start: number) {
  const raw: Timed[] = [[start, 50_000]]
  const used: Timed[] = [[start, 0]]
  let [total, time, quiet] = [50_000, start, 0]
  for (const { minutes, what } of steps) {
    time += minutes * MINUTE
    quiet += 1
    if (what === 'zero' && quiet > 3) {
      raw.push([time, 0])
      quiet = 0
      continue
    }
    const reset = what === 'reset' && quiet > 3
    const step = typeof what === 'number' ? what : 2
    total = reset ? step : total + step
    if (reset) quiet = 0
    raw.push([time, total])
    used.push([time, step])
  }
  for (let more = 0; more < 2; more += 1) {
    time += HOUR
    raw.push([time, total])
    used.push([time, 0])
  }
  return { raw, used }
}

function recount(used: readonly Timed[], start: number, end: number): number | null {
  let sum: number | null = null
  for (const [index, [to, amount]] of used.entries()) {
    const from = used[index - 1]?.[0]
    if (from === undefined) continue
    const overlap = Math.min(end, to) - Math.max(start, from)
    if (overlap > 0) sum = (sum ?? 0) + (amount * overlap) / (to - from)
  }
  return sum
}
