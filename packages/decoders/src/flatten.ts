import type { Decoded, Measurement, Rejection } from '@bypuls/model'
import { nameProblem, twice } from './field-names.js'
import { isObject } from './json-bytes.js'
import { notANumber } from './rejections.js'

type Flatten = {
  /** Where the object stands in the payload, e.g. `object`. */
  readonly path: string
  readonly child: string
  readonly observedAt: number
  readonly duplicates: ReadonlySet<string>
}

/**
 * Every number in a nested object, named by its way with dots (`air.co2`, `channels.0.power`).
 * True and false are 1 and 0. Text and null are rejected alone.
 */
export function flatten(object: Readonly<Record<string, unknown>>, options: Flatten): Decoded {
  const measurements: Measurement[] = []
  const rejected: Rejection[] = []
  const { child, observedAt, duplicates } = options

  function walk(value: unknown, name: string): void {
    const path = `${options.path}.${name}`
    if (Array.isArray(value)) {
      for (const [index, element] of value.entries()) walk(element, `${name}.${index}`)
    } else if (isObject(value)) {
      for (const key of Object.keys(value)) walkNamed(value[key], key, `${name}.${key}`)
    } else if (duplicates.has(path)) {
      rejected.push(twice(path))
    } else {
      const number = typeof value === 'boolean' ? Number(value) : value
      if (typeof number !== 'number' || !Number.isFinite(number)) {
        rejected.push(notANumber(path, value))
      } else measurements.push({ child, field: name, value: number, observedAt })
    }
  }

  function walkNamed(value: unknown, key: string, name: string): void {
    const problem = nameProblem(key, `${options.path}.${name}`)
    if (problem === null) walk(value, name)
    else rejected.push(problem)
  }

  for (const key of Object.keys(object)) walkNamed(object[key], key, key)
  return { measurements, rejected }
}
