import { z } from 'zod'
import { PointId, Slug } from '../names.js'
import { Quality } from '../quality.js'
import { LatestList } from './points.js'

/** The newest values of a site, at most twice a second. Times are epoch ms UTC. */
export const LiveFrame = z
  .object({
    site: Slug,
    at: z.number().int(),
    values: z.array(z.tuple([PointId, z.number().int(), z.number(), Quality])),
  })
  .meta({ id: 'LiveFrame' })
export type LiveFrame = z.output<typeof LiveFrame>

/** What a client asks to follow. */
export const WatchRequest = z.object({
  sites: z.array(Slug).max(100).default([]),
  points: z.array(PointId).max(1000).default([]),
})
export type WatchRequest = z.output<typeof WatchRequest>

export const WatchAnswer = z.union([
  z.object({ ok: z.literal(true), latest: LatestList.shape.items }),
  z.object({ ok: z.literal(false), problem: z.string() }),
])
export type WatchAnswer = z.output<typeof WatchAnswer>

/** Long work in the background (the demonstration's history, an import), for the page and the terminal. */
export const Job = z
  .object({
    id: z.string(),
    kind: z.enum(['history', 'import']),
    title: z.string(),
    state: z.enum(['running', 'done', 'failed']),
    done: z.number(),
    total: z.number(),
    ratePerS: z.number().nullable(),
    secondsLeft: z.number().nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'Job' })
export type Job = z.output<typeof Job>
export const JobList = z.object({ items: z.array(Job), next: z.null() }).meta({ id: 'JobList' })
export type JobList = z.output<typeof JobList>
