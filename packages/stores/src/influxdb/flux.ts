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
 * The beginning of every query: a range, and series by `==`, `=~` and `or` alone, which the engine looks
 * up in its index. Made of checked names and numbers only.
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

/**
 * Places of a site that are asked for the same metrics stand together: the engine's time grows with the
 * square of the number of `or`s, and hardly with the length of an expression.
 */
function placesWithFields(points: Named): string {
  const fieldsOf = new Map<string, { site: string; place: string; fields: Set<string> }>()
  for (const { parts } of points) {
    const { site, place } = parts
    const of = fieldsOf.get(`${site}.${place}`) ?? { site, place, fields: new Set() }
    of.fields.add(parts.metric)
    fieldsOf.set(`${site}.${place}`, of)
  }
  const alike = new Map<string, { site: string; fields: string; places: string[] }>()
  for (const { site, place, fields } of fieldsOf.values()) {
    const is = isOneOf('_field', [...fields].sort())
    const of = alike.get(`${site} ${is}`) ?? { site, fields: is, places: [] }
    of.places.push(place)
    alike.set(`${site} ${is}`, of)
  }
  return anyOf(
    [...alike.values()].map(
      ({ site, fields, places }) =>
        `(r.site == "${site}" and ${fields} and ${isOneOf('place', places)})`,
    ),
  )
}

/** Names are letters, digits and hyphens, which stand for themselves in an expression. */
export function isOneOf(column: string, names: readonly string[]): string {
  return names.length === 1
    ? `r.${column} == "${names[0]}"`
    : `r.${column} =~ /^(?:${names.join('|')})$/`
}

/** As a tree of pairs: a long row of `or` is nested too deep for the engine. */
function anyOf(terms: readonly string[]): string {
  const [only] = terms
  if (only === undefined || terms.length === 1) return only ?? 'false'
  const middle = terms.length >> 1
  return `(${anyOf(terms.slice(0, middle))} or ${anyOf(terms.slice(middle))})`
}
