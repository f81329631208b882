import type { PointParts } from '@bypuls/model'
import type { Address } from './address.js'
import { partsOf, READINGS, SUSPECT_READINGS } from './names.js'
import { instant } from './times.js'

/** Points that a query may name: their ids and what they are made of. */
export type Named = readonly { readonly point: string; readonly parts: PointParts }[]

/** The points once each, in their order, without those that no store of ours can hold. */
export function named(points: readonly string[]): Named {
  return [...new Set(points)].flatMap((point) => {
    const parts = partsOf(point)
    return parts === undefined ? [] : [{ point, parts }]
  })
}

export type Measurements = readonly (typeof READINGS | typeof SUSPECT_READINGS)[]
export const GOOD: Measurements = [READINGS]
export const SUSPECT: Measurements = [SUSPECT_READINGS]
export const BOTH: Measurements = [READINGS, SUSPECT_READINGS]

export type Range = { readonly from: number; readonly to: number }

/**
 * The beginning of every query: a range, and series by `==` and `or` alone, which the engine looks up in
 * its index. Made of checked names and numbers only.
 */
export function source({ bucket }: Address, range: Range, filters: readonly string[]): string {
  return [
    `from(bucket: "${bucket}")`,
    `range(start: ${instant(range.from)}, stop: ${instant(range.to)})`,
    ...filters.map((filter) => `filter(fn: (r) => ${filter})`),
  ].join(' |> ')
}

/** What every row would repeat for nothing. */
export const WITHOUT_RANGE = 'drop(columns: ["_start", "_stop"])'
/** The same where one measurement alone is asked for. */
export const WITHOUT_MEASUREMENT = 'drop(columns: ["_start", "_stop", "_measurement"])'

/** The readings of some points. */
export function ofPoints(points: Named, measurements: Measurements): readonly string[] {
  return [ofMeasurements(measurements), placesWithFields(points)]
}

export function ofMeasurements(measurements: Measurements): string {
  return anyOf(measurements.map((name) => `r._measurement == "${name}"`))
}

/** Places that have the same metrics stand together, which keeps the query short. */
function placesWithFields(points: Named): string {
  const fieldsOf = new Map<string, Set<string>>()
  for (const { parts } of points) {
    const place = `r.site == "${parts.site}" and r.place == "${parts.place}"`
    const fields = fieldsOf.get(place) ?? new Set()
    fieldsOf.set(place, fields.add(`r._field == "${parts.metric}"`))
  }
  const placesOf = new Map<string, string[]>()
  for (const [place, fields] of fieldsOf) {
    const of = anyOf([...fields].sort())
    placesOf.set(of, [...(placesOf.get(of) ?? []), `(${place})`])
  }
  return anyOf([...placesOf].map(([fields, of]) => `(${fields} and ${anyOf(of)})`))
}

/** As a tree of pairs: a long row of `or` is nested too deep for the engine. */
function anyOf(terms: readonly string[]): string {
  const [only] = terms
  if (only === undefined || terms.length === 1) return only ?? 'false'
  const middle = terms.length >> 1
  return `(${anyOf(terms.slice(0, middle))} or ${anyOf(terms.slice(middle))})`
}
