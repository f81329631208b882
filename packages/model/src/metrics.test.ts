import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { metricBySlug, metrics } from './metrics.js'
import { isSlug } from './names.js'

test('the list and the folder hold the same metrics', () => {
  const files = readdirSync(new URL('./metrics/', import.meta.url))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.slice(0, -'.ts'.length))

  expect(metrics.map((metric) => metric.slug).sort()).toEqual(files.sort())
})

test.each(metrics.map((metric) => [metric.slug, metric] as const))(
  '%s has two titles, a range, and an aggregate that its kind allows',
  (slug, metric) => {
    expect(isSlug(slug)).toBe(true)
    expect(metric.title.da).not.toBe('')
    expect(metric.title.en).not.toBe('')
    expect(metric.plausible.min).toBeLessThan(metric.plausible.max)
    expect(metric.aggregate === 'increase').toBe(metric.kind === 'counter')
    expect(metric.aggregate === 'sum').toBe(metric.kind === 'delta')
    expect(metric.states !== undefined).toBe(metric.kind === 'state')
    if (metric.kind === 'counter') expect(metric.maxRatePerHour).toBeGreaterThan(0)
  },
)

test('a metric is found by its slug, an unknown one is not', () => {
  expect(metricBySlug('noise-laeq')?.aggregate).toBe('energy-mean')
  expect(metricBySlug('happiness')).toBeUndefined()
})
