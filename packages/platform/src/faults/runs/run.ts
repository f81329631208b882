import type { FaultCity } from '../fault-city.js'

/** How large a run is: in the tests, as `npm run bench -- NAME` does it, or for as long as its goal says. */
export type Size = 'short' | 'full' | 'long'

/** One fault that the platform must survive: a line of the table in docs/reliability.md. */
export type FaultRun = {
  readonly name: string
  readonly title: string
  /** What must hold, as it stands in the table. */
  readonly goal: string
  /** On another store than InfluxDB. */
  readonly store?: 'victoriametrics'
  /** The name of the benchmark that takes as long as the goal says; absent: the full form does. */
  readonly long?: string
  /** Does the harm; its figures, and every goal that was missed, in words. */
  run(city: FaultCity, size: Size): Promise<FaultResult>
}

export type FaultResult = {
  readonly figures: Readonly<Record<string, unknown>>
  readonly missed: readonly string[]
}

/** The goals of a verdict, and some more that hold where true. */
export function resultOf(
  figures: Readonly<Record<string, unknown>> & {
    readonly missing: number
    readonly doubled: number
    readonly wrong: number
  },
  goals: Readonly<Record<string, boolean>> = {},
): FaultResult {
  const all = {
    '0 acknowledged missing': figures.missing === 0,
    '0 doubled': figures.doubled === 0,
    '0 with another value': figures.wrong === 0,
    ...goals,
  }
  return { figures, missed: missedOf(all) }
}

/** The goals that do not hold. */
export function missedOf(goals: Readonly<Record<string, boolean>>): readonly string[] {
  return Object.entries(goals).flatMap(([goal, holds]) => (holds ? [] : [goal]))
}
