import { PointId, type PointParts, pointParts } from '@bypuls/model'
import { StoreError } from '../store-error.js'

/** Good readings; a field per metric, a line per message and place. */
export const READINGS = 'readings'
/** Readings flagged suspect, kept apart so that windows need no filter. */
export const SUSPECT_READINGS = 'suspect_readings'

/** The field that the engine keeps for itself. */
const RESERVED_METRIC = 'time'

/**
 * The tags and the field of a point; undefined where the name cannot be one. Every line and every query
 * is made of what comes out of here.
 */
export function partsOf(point: string): PointParts | undefined {
  if (!PointId.safeParse(point).success) return undefined
  const parts = pointParts(point)
  return parts.metric === RESERVED_METRIC ? undefined : parts
}

/** The same for a reading that is to be written. Throws `refused`. */
export function partsToWrite(point: string): PointParts {
  const parts = partsOf(point)
  if (parts !== undefined) return parts
  const name = JSON.stringify(point.slice(0, 200))
  throw new StoreError(
    'refused',
    `${name} cannot be stored: expected <site>.<place>.<metric>, each 1 to 40 of a-z, 0-9 and -, and a metric other than "${RESERVED_METRIC}"`,
  )
}
