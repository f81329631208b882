import type { Flag } from '@bypuls/model'
import { PartialAnswerError } from '../store.js'
import { StoreError } from '../store-error.js'
import type { Address } from './address.js'
import type { Http } from './http.js'
import { ALL_SERIES, fromLabels } from './series.js'

/** The functions of the query language that the adapter asks for; all see a window's readings only. */
export type Rollup =
  | 'count_over_time'
  | 'sum_over_time'
  | 'min_over_time'
  | 'max_over_time'
  | 'first_over_time'
  | 'last_over_time'
  | 'tfirst_over_time'
  | 'tlast_over_time'

/** One function's values over one series, by the time they were asked at, epoch ms. */
export type Rolled = {
  readonly point: string
  readonly flag: Flag
  readonly rollup: string
  readonly times: readonly number[]
  readonly values: readonly number[]
}

export type Question = {
  readonly selector: string
  readonly rollups: readonly Rollup[]
  /** How far each value looks back from its time, which counts too; the far end does not. */
  readonly windowMs: number
  /** The first time, the last and how far apart, epoch ms. */
  readonly start: number
  readonly end: number
  readonly stepMs: number
}

export type Questions = {
  ask(question: Question): Promise<readonly Rolled[]>
  /** Raw readings in [from, to), a run per series, in time order, one per time. */
  runs(selector: string, from: number, to: number): Promise<readonly Run[]>
  /** Every point that there ever was a reading of. */
  points(): Promise<readonly string[]>
}

export type Run = {
  readonly point: string
  readonly flag: Flag
  readonly times: readonly number[]
  readonly values: readonly number[]
}

/** The server lists 30 000 series at once at most; a place has one per metric and flag. */
const PLACES_AT_ONCE = 200

export function createQuestions(http: Http, address: Address): Questions {
  return {
    async ask({ selector, rollups, windowMs, start, end, stepMs }) {
      const functions = rollups.map((rollup) => `"${rollup}"`).join(',')
      const body = await http.ask(`${address.query}/query_range`, {
        query: `aggr_over_time((${functions}),${selector}[${windowMs}ms]) keep_metric_names`,
        start: new Date(start).toISOString(),
        end: new Date(end).toISOString(),
        step: `${stepMs}ms`,
        // Else start and end are moved to multiples of the step, and the newest values are held back.
        nocache: '1',
        latency_offset: '0s',
      })
      return parseMatrix(parse(body), address.host)
    },

    async runs(selector, from, to) {
      const body = await http.ask(`${address.query}/export`, {
        'match[]': selector,
        start: new Date(from).toISOString(),
        end: new Date(to - 1).toISOString(),
      })
      const lines = body.split('\n').filter((line) => line !== '')
      return lines.flatMap((line) => parseRun(parse(line)))
    },

    async points() {
      const points = new Set<string>()
      for (const site of await names('site', ALL_SERIES)) {
        const ofSite = ALL_SERIES.replace('site!=""', `site="${site}"`)
        const places = await names('place', ofSite)
        for (let at = 0; at < places.length; at += PLACES_AT_ONCE) {
          const some = places.slice(at, at + PLACES_AT_ONCE).join('|')
          for (const metric of await list('series', ofSite.replace('}', `,place=~"${some}"}`))) {
            const of = isRecord(metric) ? fromLabels(metric) : null
            if (of !== null) points.add(of.point)
          }
        }
      }
      return [...points]
    },
  }

  async function names(label: string, selector: string): Promise<readonly string[]> {
    return (await list(`label/${label}/values`, selector)).filter(isName)
  }

  async function list(what: string, selector: string): Promise<readonly unknown[]> {
    // From 0 would mean the last five minutes.
    const form = { start: new Date(1_000).toISOString(), 'match[]': selector }
    return listOf(parse(await http.ask(`${address.query}/${what}`, form)), address)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new StoreError('outage', 'VictoriaMetrics broke off its answer', { cause })
  }
}

function listOf(answer: unknown, { host }: Address): readonly unknown[] {
  const body = whole(answer, host)
  if (!Array.isArray(body.data)) throw unreadable(answer)
  return body.data
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9-]{1,40}$/.test(value)
}

/** The answer, unless a part of it is missing. */
function whole(answer: unknown, host: string): Readonly<Record<string, unknown>> {
  if (!isRecord(answer)) throw unreadable(answer)
  if (answer.isPartial === true) {
    throw new PartialAnswerError(
      `VictoriaMetrics at ${host} cannot answer in full: one of its storage servers is away. Ask again when it is back`,
    )
  }
  return answer
}

/** The answer of `query_range`; a `PartialAnswerError` where it says that it is one. */
export function parseMatrix(body: unknown, host: string): readonly Rolled[] {
  const answer = whole(body, host)
  if (!isRecord(answer.data) || !Array.isArray(answer.data.result)) throw unreadable(answer)
  const result: readonly unknown[] = answer.data.result
  return result.flatMap((row) => {
    if (!isRecord(row) || !isRecord(row.metric) || !Array.isArray(row.values)) throw unreadable(row)
    const of = fromLabels(row.metric)
    if (of === null) return []
    const pairs: readonly unknown[] = row.values
    const times: number[] = []
    const values: number[] = []
    for (const pair of pairs) {
      if (!Array.isArray(pair)) throw unreadable(pair)
      times.push(Math.round(Number(pair[0]) * 1_000))
      values.push(Number(pair[1]))
    }
    return { ...of, rollup: String(row.metric.rollup), times, values }
  })
}

function parseRun(line: unknown): Run[] {
  if (!isRecord(line) || !isNumbers(line.values) || !isNumbers(line.timestamps)) {
    throw unreadable(line)
  }
  if (!isRecord(line.metric)) throw unreadable(line)
  const of = fromLabels(line.metric)
  return of === null ? [] : [{ ...of, times: line.timestamps, values: line.values }]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((of) => typeof of === 'number')
}

function unreadable(what: unknown): StoreError {
  const shown = JSON.stringify(what)?.slice(0, 200)
  return new StoreError('outage', `VictoriaMetrics gave an answer that cannot be read: ${shown}`)
}
