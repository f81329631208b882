import { isTimezone, metricBySlug, PlaceKind, PointId, Slug, SourceKind } from '@bypuls/model'
import { z } from 'zod'

/** What people read: any script, no control characters. */
const Title = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^\p{Cc}]*$/u, 'expected text without control characters')
const Text = z.string().max(2_000)
const ClockTime = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'expected a time such as 08:00')
const LocalDate = z.iso.date()

export const OrganisationBody = z.object({ name: Slug, title: Title }).meta({ id: 'Organisation' })

export const SiteBody = z
  .object({
    name: Slug,
    title: Title,
    locality: Title,
    organisation: Slug,
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    timezone: z
      .string()
      .refine((text) => isTimezone(text), 'expected an IANA zone such as Europe/Copenhagen')
      .default('Europe/Copenhagen'),
    priceArea: z.enum(['DK1', 'DK2']).nullable().default(null),
    heatUtility: Title.nullable().default(null),
    buildingKind: Title.nullable().default(null),
    heatedM2: z.number().positive().nullable().default(null),
    traffic: z.boolean().default(false),
    outdoorCo2Ppm: z.number().min(300).max(1_000).default(400),
    source: SourceKind.default('measured'),
    public: z.boolean().default(false),
    licence: Text.default(''),
    sourceText: Text.default(''),
    offlineAfterMs: z.number().int().min(1_000).default(3_600_000),
  })
  .meta({ id: 'NewSite' })

const OccupiedHours = z.object({
  from: LocalDate.nullable().default(null),
  to: LocalDate.nullable().default(null),
  weekdays: z.array(z.number().int().min(1).max(7)),
  start: ClockTime,
  end: ClockTime,
  holidays: z.array(LocalDate).default([]),
})

export const PlaceBody = z
  .object({
    site: Slug,
    name: Slug,
    title: Title,
    kind: PlaceKind,
    usage: Title.nullable().default(null),
    occupiedHours: z.array(OccupiedHours).max(100).default([]),
  })
  .meta({ id: 'Place' })

export const PointBody = z
  .object({
    site: Slug,
    place: Slug,
    metric: Slug.refine((slug) => metricBySlug(slug) !== undefined, 'expected one of `/metrics`'),
  })
  .meta({ id: 'NewPoint' })

const Instant = z.number().int().meta({ description: 'Epoch ms UTC' })

export const LinkBody = z
  .object({
    child: z.string().min(1).max(100).optional(),
    field: z.string().min(1).max(200),
    point: PointId,
    unit: z.string().max(40).optional(),
    from: Instant.default(0),
    to: Instant.optional(),
    oldFinal: z.number().optional(),
    newFirst: z.number().optional(),
    expectedIntervalMs: z.number().int().min(1).default(60_000),
  })
  .meta({ id: 'DeviceLink' })

export const DeviceBody = z
  .object({
    organisation: Slug,
    name: Slug,
    title: Title,
    format: z.string().min(1).max(40),
    links: z.array(LinkBody).max(10_000).default([]),
  })
  .meta({ id: 'NewDevice' })

export const CredentialOut = z
  .object({ username: z.string(), password: z.string() })
  .meta({ id: 'Credential' })
