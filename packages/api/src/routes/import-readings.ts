import { flagOf, metricBySlug, PointId } from '@bypuls/model'
import { z } from 'zod'
import { json } from '../answer.js'
import { badRequest } from '../problem.js'
import { defineWrite } from '../route.js'

const ReadingsBody = z.object({
  readings: z
    .array(
      z.object({
        point: PointId,
        observedAt: z.number().int().meta({ description: 'Epoch ms UTC' }),
        value: z.number(),
      }),
    )
    .max(200_000),
})

const Imported = z.object({ stored: z.number().int(), suspect: z.number().int() })

/** `POST /readings`: readings of the past for points that are there; the plausible range flags them. */
export const importReadingsRoute = defineWrite({
  method: 'post',
  path: '/readings',
  summary: 'Import readings of the past',
  rule: 'operator',
  params: z.object({}),
  query: z.object({}),
  body: ReadingsBody,
  bodyKind: 'bulk',
  responses: { 200: { description: 'Stored', schema: Imported.meta({ id: 'Imported' }) } },

  async handle({ body }, { registry, importReadings }) {
    const { points } = registry.view()
    const unknown = new Set(body.readings.map(({ point }) => point).filter((id) => !points.has(id)))
    if (unknown.size > 0) {
      throw badRequest([...unknown].map((id) => ({ path: 'readings', message: `no point ${id}` })))
    }
    const readings = body.readings.map((reading) => {
      const metric = metricBySlug(points.get(reading.point)?.metric ?? '')
      return { ...reading, flag: metric === undefined ? 'good' : flagOf(metric, reading.value) }
    })
    await importReadings(readings)
    const suspect = readings.filter(({ flag }) => flag === 'suspect').length
    return json({ stored: readings.length, suspect })
  },
})
