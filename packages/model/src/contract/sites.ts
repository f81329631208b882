import { z } from 'zod'
import { Slug } from '../names.js'
import { PointState, page, SourceKind, ZonedTime } from './shared.js'

export const PlaceKind = z.enum(['room', 'meter', 'outdoor', 'street', 'machine'])
export type PlaceKind = z.output<typeof PlaceKind>

export const Site = z
  .object({
    id: Slug,
    title: z.string(),
    /** The town or municipality, as people say it. */
    locality: z.string(),
    organisations: z.array(Slug),
    latitude: z.number(),
    longitude: z.number(),
    timezone: z.string(),
    priceArea: z.enum(['DK1', 'DK2']).nullable(),
    heatUtility: z.string().nullable(),
    buildingKind: z.string().nullable(),
    heatedM2: z.number().nullable(),
    traffic: z.boolean(),
    outdoorCo2Ppm: z.number(),
    source: SourceKind,
    simulated: z.boolean(),
    public: z.boolean(),
    licence: z.string(),
    /** Who measured it and where it was published, to be named beside every figure of it. */
    sourceText: z.string(),
    /** Silent for longer than this and a point is offline, ms. */
    offlineAfterMs: z.number(),
    /** Which of the site's pages have anything to show. */
    topics: z.object({ energy: z.boolean(), environment: z.boolean(), indoor: z.boolean() }),
    points: z.number().int(),
    /** The newest reading of all; a historical site's pages open on the week before it. */
    newestAt: ZonedTime.nullable(),
    oldestAt: ZonedTime.nullable(),
  })
  .meta({ id: 'Site' })
export type Site = z.output<typeof Site>

export const SiteList = page(Site).meta({ id: 'SiteList' })
export type SiteList = z.output<typeof SiteList>

/** What is wrong somewhere right now, newest trouble first. */
export const AttentionItem = z
  .object({
    kind: z.enum(['offline', 'stale', 'suspect']),
    site: Slug,
    siteTitle: z.string(),
    /** One point, or null where a whole site (or several points of a place) is meant. */
    point: z.string().nullable(),
    placeTitle: z.string().nullable(),
    metric: Slug.nullable(),
    /** How many points it concerns. */
    points: z.number().int(),
    since: ZonedTime.nullable(),
    value: z.number().nullable(),
    unit: z.string().nullable(),
    rule: z.string().nullable(),
    expectedIntervalMs: z.number().nullable(),
  })
  .meta({ id: 'AttentionItem' })
export type AttentionItem = z.output<typeof AttentionItem>

export const AttentionList = page(AttentionItem).meta({ id: 'AttentionList' })
export type AttentionList = z.output<typeof AttentionList>

export const StateCounts = z.object({
  live: z.number().int(),
  stale: z.number().int(),
  offline: z.number().int(),
})
export type StateCounts = z.output<typeof StateCounts>

export const SiteState = PointState
