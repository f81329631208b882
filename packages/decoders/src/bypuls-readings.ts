import type { Decoded, Measurement, Rejection } from '@bypuls/model'
import { nameProblem, twice } from './field-names.js'
import { isObject, type Json } from './json-bytes.js'
import { cut, malformed, notANumber, shown } from './rejections.js'
import { parseTime } from './times.js'

/** More elements in one list are refused. */
const MAX_ELEMENTS = 10_000

type Found = {
  readonly duplicates: ReadonlySet<string>
  readonly measurements: Measurement[]
  readonly rejected: Rejection[]
}
/** Where in the payload, and the time that holds there. */
type Place = { readonly path: string; readonly observedAt: number }

/** Every reading in an object or a list of Bypuls JSON. A bad part is rejected; its neighbours stay. */
export function bypulsReadings({ value, duplicates }: Json, receivedAt: number): Decoded {
  const found: Found = { duplicates, measurements: [], rejected: [] }
  const place = { path: '', observedAt: receivedAt }
  if (Array.isArray(value)) takeList(found, value, place)
  else takeElement(found, value, place)
  return found
}

function takeList(found: Found, list: readonly unknown[], place: Place): void {
  if (list.length === 0) {
    found.rejected.push(malformed('the list is empty; expected readings', whole(place)))
    return
  }
  if (list.length > MAX_ELEMENTS) {
    const detail = `the list has ${list.length} elements; at most ${MAX_ELEMENTS} are read`
    found.rejected.push({ ...malformed(detail, whole(place)), reason: 'too-large' })
    return
  }
  for (const [index, element] of list.entries()) {
    takeElement(found, element, { ...place, path: `${place.path}[${index}]` })
  }
}

function takeElement(found: Found, element: unknown, place: Place): void {
  if (!isObject(element)) {
    const detail = `${place.path || 'the payload'} is ${shown(element)}; expected an object`
    found.rejected.push(malformed(detail, whole(place)))
    return
  }
  const observedAt = timeOf(found, element, place)
  if (observedAt === null) return
  if (typeof element.metric === 'string') {
    takeReading(found, element, element.metric, { path: place.path, observedAt })
  } else {
    takeFields(found, element, { path: place.path, observedAt })
  }
}

/** The element's own time, or the one around it; null when it cannot be read, which rejects it whole. */
function timeOf(
  { rejected, duplicates }: Found,
  element: Readonly<Record<string, unknown>>,
  place: Place,
): number | null {
  if (!Object.hasOwn(element, 'time')) return place.observedAt
  const path = below(place, 'time')
  if (duplicates.has(path)) {
    rejected.push(twice(path))
    return null
  }
  const time = parseTime(element.time)
  if (time.ok) return time.value
  rejected.push(malformed(time.problem, path))
  return null
}

function takeFields(found: Found, element: Readonly<Record<string, unknown>>, place: Place): void {
  let fields = 0
  for (const name of Object.keys(element)) {
    if (name === 'time') continue
    fields += 1
    const value = element[name]
    if (name === 'readings' && Array.isArray(value)) {
      takeList(found, value, { ...place, path: below(place, name) })
    } else {
      takeField(found, { name, value, path: below(place, name) }, place)
    }
  }
  if (fields === 0) {
    found.rejected.push(malformed('no field beside the time; expected at least one', whole(place)))
  }
}

type Field = { readonly name: string; readonly value: unknown; readonly path: string }

function takeField(found: Found, { name, value, path }: Field, place: Place): void {
  const problem = fieldProblem(found, { name, value, path })
  if (problem !== null) found.rejected.push(problem)
  else if (typeof value === 'number') {
    found.measurements.push({ field: name, value, observedAt: place.observedAt })
  }
}

function takeReading(
  found: Found,
  element: Readonly<Record<string, unknown>>,
  metric: string,
  place: Place,
): void {
  const { value, unit } = element
  const path = below(place, 'value')
  const doubled = ['metric', 'unit'].find((name) => found.duplicates.has(below(place, name)))
  const problem =
    doubled === undefined
      ? fieldProblem(found, { name: metric, value, path })
      : twice(below(place, doubled))
  if (problem !== null) {
    found.rejected.push(problem)
  } else if (unit !== undefined && typeof unit !== 'string') {
    const detail = `unit of ${cut(metric)} is ${shown(unit)}; expected text such as "Cel"`
    found.rejected.push({ reason: 'unit-mismatch', detail, path: below(place, 'unit') })
  } else if (typeof value === 'number') {
    const measurement = { field: metric, value, observedAt: place.observedAt }
    found.measurements.push(unit === undefined ? measurement : { ...measurement, unit })
  }
}

function fieldProblem({ duplicates }: Found, { name, value, path }: Field): Rejection | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return notANumber(path, value)
  return nameProblem(name, path) ?? (duplicates.has(path) ? twice(path) : null)
}

/** The path of a part; none for the whole payload. */
function whole({ path }: Place): string | undefined {
  return path === '' ? undefined : path
}

function below({ path }: Place, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
