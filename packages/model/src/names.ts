import { z } from 'zod'

const SLUG = /^[a-z0-9-]{1,40}$/

/** A name that may stand in a topic, a path, a file name or a tag: `[a-z0-9-]`, 1 to 40 characters. */
export const Slug = z.string().regex(SLUG, 'expected 1 to 40 of a-z, 0-9 and -')

export function isSlug(text: string): boolean {
  return SLUG.test(text)
}

/** A measuring point's public id: `<site>.<place>.<metric>`. */
export const PointId = z
  .string()
  .regex(
    /^[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}$/,
    'expected <site>.<place>.<metric>, each 1 to 40 of a-z, 0-9 and -',
  )

export type PointParts = { readonly site: string; readonly place: string; readonly metric: string }

export function pointId(parts: PointParts): string {
  return `${parts.site}.${parts.place}.${parts.metric}`
}

/** The three names inside a point's id. The id must be a valid one (see `PointId`). */
export function pointParts(id: string): PointParts {
  const [site = '', place = '', metric = ''] = id.split('.')
  return { site, place, metric }
}

/** Device names that the platform keeps for itself. */
export const RESERVED_DEVICES: readonly string[] = ['readings']
/** Organisation names that the platform keeps for itself. */
export const RESERVED_ORGANISATIONS: readonly string[] = ['bypuls']
