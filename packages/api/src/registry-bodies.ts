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

const TimeZone = z
  .string()
  .refine((text) => isTimezone(text), 'expected an IANA zone such as Europe/Copenhagen')
const Area = z.enum(['DK1', 'DK2']).nullable()
const Latitude = z.number().min(-90).max(90)
const Longitude = z.number().min(-180).max(180)
const HeatedM2 = z.number().positive().nullable()
const OutdoorCo2 = z.number().min(300).max(1_000)
const OfflineAfter = z.number().int().min(1_000)

export const SiteBody = z
  .object({
    name: Slug,
    title: Title,
    locality: Title,
    organisation: Slug,
    latitude: Latitude,
    longitude: Longitude,
    timezone: TimeZone.default('Europe/Copenhagen'),
    priceArea: Area.default(null),
    heatUtility: Title.nullable().default(null),
    buildingKind: Title.nullable().default(null),
    heatedM2: HeatedM2.default(null),
    traffic: z.boolean().default(false),
    outdoorCo2Ppm: OutdoorCo2.default(400),
    source: SourceKind.default('measured'),
    public: z.boolean().default(false),
    licence: Text.default(''),
    sourceText: Text.default(''),
    offlineAfterMs: OfflineAfter.default(3_600_000),
  })
  .meta({ id: 'NewSite' })

/** What may change of a site: not its name, which addresses hold, nor its organisation, whose devices serve it. */
export const SitePatch = z
  .strictObject({
    title: Title.exactOptional(),
    locality: Title.exactOptional(),
    latitude: Latitude.exactOptional(),
    longitude: Longitude.exactOptional(),
    timezone: TimeZone.exactOptional(),
    priceArea: Area.exactOptional(),
    heatUtility: Title.nullable().exactOptional(),
    buildingKind: Title.nullable().exactOptional(),
    heatedM2: HeatedM2.exactOptional(),
    traffic: z.boolean().exactOptional(),
    outdoorCo2Ppm: OutdoorCo2.exactOptional(),
    source: SourceKind.exactOptional(),
    public: z.boolean().exactOptional(),
    licence: Text.exactOptional(),
    sourceText: Text.exactOptional(),
    offlineAfterMs: OfflineAfter.exactOptional(),
  })
  .meta({ id: 'SiteChange' })

const OccupiedHours = z.object({
  from: LocalDate.nullable().default(null),
  to: LocalDate.nullable().default(null),
  weekdays: z.array(z.number().int().min(1).max(7)),
  start: ClockTime,
  end: ClockTime,
  holidays: z.array(LocalDate).default([]),
})

const Schedule = z.array(OccupiedHours).max(100)

export const PlaceBody = z
  .object({
    site: Slug,
    name: Slug,
    title: Title,
    kind: PlaceKind,
    usage: Title.nullable().default(null),
    occupiedHours: Schedule.default([]),
  })
  .meta({ id: 'Place' })

/** What may change of a place: not its site and name, which addresses hold. */
export const PlacePatch = z
  .strictObject({
    title: Title.exactOptional(),
    kind: PlaceKind.exactOptional(),
    usage: Title.nullable().exactOptional(),
    occupiedHours: Schedule.exactOptional(),
  })
  .meta({ id: 'PlaceChange' })

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
