import { metricBySlug, pointParts } from '@bypuls/model'
import { expect, test } from 'vitest'
import { askedOnce } from './asked-once.js'
import type { PointSeries, SeriesOf, SeriesQuery } from './series-shapes.js'

const timezone = 'Europe/Copenhagen'
const windows = [{ start: 0, end: 1 }]

function recordedSeries(): { asked: SeriesQuery[]; series: SeriesOf } {
  const asked: SeriesQuery[] = []
  const series: SeriesOf = async (query) => {
    asked.push(query)
    return query.points.flatMap((point): PointSeries[] => {
      const metric = metricBySlug(pointParts(point).metric)
      return metric === undefined ? [] : [{ point, metric, method: metric.aggregate, windows: [] }]
    })
  }
  return { asked, series }
}

test('parts of what was asked once do not ask again, whatever their order', async () => {
  const { asked, series } = recordedSeries()
  const once = askedOnce(series, {
    points: ['s.a.heat', 's.b.heat', 's.c.heat'],
    windows,
    timezone,
  })

  const parts = await Promise.all([
    once({ points: ['s.c.heat', 's.a.heat'], windows, timezone }),
    once({ points: ['s.b.heat'], windows, timezone }),
  ])

  expect(parts.map((part) => part.map(({ point }) => point))).toEqual([
    ['s.c.heat', 's.a.heat'],
    ['s.b.heat'],
  ])
  expect(asked).toHaveLength(1)
})

test('other windows and other points are asked as they come', async () => {
  const { asked, series } = recordedSeries()
  const once = askedOnce(series, { points: ['s.a.heat'], windows, timezone })

  await once({ points: ['s.a.heat'], windows: [{ start: 1, end: 2 }], timezone })
  await once({ points: ['s.z.heat'], windows, timezone })

  expect(asked.map(({ points }) => points)).toEqual([['s.a.heat'], ['s.z.heat']])
})
