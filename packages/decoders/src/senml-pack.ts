import type { Measurement, Rejection } from '@bypuls/model'
import { z } from 'zod'
import { nameProblem } from './field-names.js'
import { cut, malformed, notANumber } from './rejections.js'
import { integralUnit, SENML_UNITS } from './senml-units.js'

/** Times below 2^28 s are offsets from now (RFC 8428, section 4.5.3). */
const RELATIVE_BELOW_S = 2 ** 28
/** Section 4.5.1: letters, digits and `-:./_`, and a letter or digit first. */
const NAME = /^[A-Za-z0-9][-A-Za-z0-9:./_]*$/
/** The version that RFC 8428 gives. */
const VERSION = 10
const LATEST_MS = 253_402_300_800_000

/** Base fields carry over to all later records: one that is wrong spoils the whole pack. */
const Bases = z.object({
  bn: z.string().optional(),
  bt: z.number().optional(),
  bu: z.string().optional(),
  bv: z.number().optional(),
  bs: z.number().optional(),
  bver: z.number().int().max(VERSION, 'a version newer than RFC 8428').optional(),
})
const Own = z.object({
  n: z.string().default(''),
  t: z.number().default(0),
  u: z.string().optional(),
})
export type SenmlBase = { bn: string; bt: number; bu: string | undefined; bv: number; bs: number }
type Fields = Readonly<Record<string, unknown>>
/** One record, where it stands, and where what it holds goes. */
export type SenmlRecord = {
  readonly record: Fields
  readonly path: string
  readonly receivedAt: number
  readonly measurements: Measurement[]
  readonly rejected: Rejection[]
}

/** The base that holds from this record on; what is wrong with it otherwise. */
export function senmlBase(base: SenmlBase, record: Fields): SenmlBase | z.ZodError {
  const parsed = Bases.safeParse(record)
  if (!parsed.success) return parsed.error
  const { bn, bt, bu, bv, bs } = parsed.data
  return {
    bn: bn ?? base.bn,
    bt: bt ?? base.bt,
    bu: bu ?? base.bu,
    bv: bv ?? base.bv,
    bs: bs ?? base.bs,
  }
}

/** A field that must be understood and is not (section 4.4). */
export function senmlMustUnderstand(record: Fields): string | undefined {
  return Object.keys(record).find((name) => name.endsWith('_'))
}

/** The value (or true and false as 1 and 0) and the sum of one record, resolved against its base. */
export function takeSenmlRecord(base: SenmlBase, into: SenmlRecord): void {
  const { record, path, receivedAt, measurements, rejected } = into
  const given = ['v', 'vb', 'vs', 'vd', 's'].filter((name) => Object.hasOwn(record, name))
  if (given.length === 0) return // it only sets the base
  const own = Own.safeParse(record)
  if (!own.success) {
    const [issue] = own.error.issues
    const at = `${path}.${String(issue?.path[0] ?? '')}`
    rejected.push(malformed(`${at}: ${issue?.message ?? 'not a record'}`, at))
    return
  }
  const field = base.bn + own.data.n
  const seconds = base.bt + own.data.t
  const observedAt = Math.round((seconds < RELATIVE_BELOW_S ? receivedAt : 0) + seconds * 1_000)
  const unit = unitOf(own.data.u ?? base.bu)
  const problem = recordProblem({ field, observedAt, unit, path })
  if (problem !== null) {
    rejected.push(problem)
    return
  }
  for (const name of given) {
    const number = numberOf(record[name], { name, base })
    const isSum = name === 's'
    if (number === null) rejected.push(notANumber(`${path}.${name}`, record[name]))
    else {
      const measurement = { field: isSum ? `${field}:sum` : field, value: number, observedAt }
      if (unit === undefined || unit === null) measurements.push(measurement)
      else measurements.push({ ...measurement, unit: isSum ? integralUnit(unit) : unit })
    }
  }
}

/** Undefined where the record names none; null where the registry does not have it. */
function unitOf(unit: string | undefined): string | null | undefined {
  return unit === undefined ? undefined : (SENML_UNITS.get(unit) ?? null)
}

type Resolved = {
  readonly field: string
  readonly observedAt: number
  readonly unit: string | null | undefined
  readonly path: string
}

function recordProblem({ field, observedAt, unit, path }: Resolved): Rejection | null {
  if (!NAME.test(field)) {
    const detail = `"${cut(field)}" is no SenML name: letters, digits and -:./_, a letter or digit first`
    return malformed(detail, `${path}.n`)
  }
  if (!(observedAt >= 0 && observedAt < LATEST_MS)) {
    return malformed(`${path}: the time bt + t is outside the years 1970 to 9999`, `${path}.t`)
  }
  if (unit === null) {
    const detail = `${path}: the unit is not in the SenML registry (RFC 8428, RFC 8798)`
    return { reason: 'unit-mismatch', detail, path: `${path}.u` }
  }
  return nameProblem(field, `${path}.n`)
}

/** The number of a value field, its base added; null where it is none. */
function numberOf(
  value: unknown,
  { name, base }: { readonly name: string; readonly base: SenmlBase },
): number | null {
  if (name === 'vb' && typeof value === 'boolean') return Number(value)
  if (typeof value !== 'number' || (name !== 'v' && name !== 's')) return null
  const sum = value + (name === 'v' ? base.bv : base.bs)
  return Number.isFinite(sum) ? sum : null
}
