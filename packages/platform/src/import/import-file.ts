import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { convertible, isTimezone, PointDetail } from '@bypuls/model'
import type { Operator } from '../operator.js'
import { WrongUse } from '../work-failed.js'
import { type CsvFile, openCsv } from './csv-rows.js'
import { linkImport, medianStep } from './link-import.js'
import { type Mapping, parseMappings } from './mapping.js'
import { type BadCell, type ImportedValue, readingsOfRow } from './readings-of-row.js'
import { createWallClock } from './wall-clock.js'

export type ImportRequest = {
  readonly file: string
  readonly pairs: readonly (readonly [string, string])[]
  readonly time: string
  readonly timezone: string | undefined
  readonly header: readonly string[] | undefined
  readonly ignore: readonly string[]
  readonly dryRun: boolean
  readonly onProgress: (done: number, total: number) => void
}

export type ImportResult = {
  readonly rows: number
  readonly readings: number
  readonly bad: readonly BadCell[]
  readonly from: string | null
  readonly to: string | null
  readonly intervalSeconds: number | null
  readonly preview: readonly string[]
}

type Plan = {
  readonly csv: CsvFile
  readonly time: string
  readonly timezone: string
  readonly mappings: readonly Mapping[]
}

/** Rows per request: large enough to be quick, small enough to be resumed and to show progress. */
const ROWS_AT_ONCE = 2_000

/**
 * Reads the file twice: once to know its range, its interval and its bad cells, once to send it. An
 * import that was broken off goes on where it was; done twice it changes nothing.
 */
export async function importFile(
  operator: Operator,
  request: ImportRequest,
): Promise<ImportResult> {
  const plan = await planOf(operator, request)
  const survey = await surveyOf(plan)
  const { times, ...result } = survey
  const step = medianStep(times)
  if (!request.dryRun && survey.readings > 0) {
    const range = { from: times[0] ?? 0, to: (times.at(-1) ?? 0) + step }
    await linkImport(operator, { file: request.file, mappings: plan.mappings, range, stepMs: step })
    await send(operator, plan, request, survey.rows)
  }
  return {
    ...result,
    from: isoOf(times[0]),
    to: isoOf(times.at(-1)),
    intervalSeconds: times.length > 1 ? step / 1_000 : null,
  }
}

async function planOf(operator: Operator, request: ImportRequest): Promise<Plan> {
  const csv = await openCsv(request.file, request.header)
  const { columns } = csv
  const { time, ignore } = request
  const mappings = parseMappings(request.pairs, { columns, time, ignore })
  const { zones, faults } = await checked(operator, mappings)
  const timezone = request.timezone ?? zones[0] ?? 'UTC'
  if (!isTimezone(timezone)) {
    faults.push(`--timezone=${timezone}: expected an IANA zone such as Europe/Copenhagen`)
  }
  if (faults.length > 0) throw new WrongUse(faults)
  return { csv, time, timezone, mappings }
}

/** The zones of the points, and what is wrong with a mapping before any row is read. */
async function checked(operator: Operator, mappings: readonly Mapping[]) {
  const zones: string[] = []
  const faults: string[] = []
  for (const { column, point, unit } of mappings) {
    try {
      const detail = PointDetail.parse(await operator.get(`/api/v1/points/${point}`))
      zones.push(detail.timezone)
      if (unit !== undefined && !convertible(unit, detail.unit)) {
        const expected = `expected a unit that becomes ${detail.unit}`
        faults.push(`--map ${column}=${point}:${unit}: ${expected}, got "${unit}"`)
      }
    } catch (error) {
      if (!(error instanceof WrongUse)) throw error
      const remedy = 'expected <site>.<place>.<metric> that bypuls point list shows'
      faults.push(`--map ${column}=${point}: there is no such point; ${remedy}`)
    }
  }
  return { zones, faults }
}

async function surveyOf(plan: Plan) {
  const bad: BadCell[] = []
  const preview: string[] = []
  const times = new Set<number>()
  let rows = 0
  let readings = 0
  const reading = { ...plan, clock: createWallClock(plan.timezone) }
  for await (const row of plan.csv.rows()) {
    const taken = readingsOfRow(row, reading)
    if (rows++ < 3) preview.push(...taken.values.map(shown))
    bad.push(...taken.bad)
    readings += taken.values.length
    const at = taken.values[0]?.observedAt
    if (at !== undefined) times.add(at)
  }
  return { rows, readings, bad, preview, times: Array.from(times).sort((a, b) => a - b) }
}

async function send(
  operator: Operator,
  plan: Plan,
  request: ImportRequest,
  total: number,
): Promise<void> {
  const job = `/api/v1/jobs/import-${await fingerprint(request, plan)}`
  const title = basename(request.file)
  let done = await reached(operator, job)
  let row = 0
  let waiting: ImportedValue[] = []
  const flush = async () => {
    if (waiting.length > 0) await operator.send('POST', '/api/v1/readings', { readings: waiting })
    waiting = []
    done = row
    const state = row >= total ? 'done' : 'running'
    await operator.send('PUT', job, { kind: 'import', title, state, done: row, total })
    request.onProgress(row, total)
  }
  const reading = { ...plan, clock: createWallClock(plan.timezone) }
  for await (const next of plan.csv.rows()) {
    row += 1
    // Read even where it was sent before: the clock tells the repeated hour by the rows before it.
    const { values } = readingsOfRow(next, reading)
    if (row <= done) continue
    waiting.push(...values)
    if (row - done >= ROWS_AT_ONCE) await flush()
  }
  await flush()
}

async function reached(operator: Operator, job: string): Promise<number> {
  try {
    const known = await operator.get(job)
    const running =
      typeof known === 'object' && known !== null && 'done' in known && 'state' in known
    return running && known.state === 'running' ? Number(known.done) : 0
  } catch {
    return 0
  }
}

/** Names an import by what is in the file and what becomes of it, so that the same one can go on. */
async function fingerprint(request: ImportRequest, plan: Plan): Promise<string> {
  const hash = createHash('sha256').update(
    JSON.stringify([request.pairs, request.time, request.header, plan.timezone]),
  )
  for await (const chunk of createReadStream(request.file)) hash.update(chunk)
  return `${hash.digest('hex').slice(0, 12)}-${statSync(request.file).size}`
}

function shown(value: ImportedValue): string {
  return `${new Date(value.observedAt).toISOString()} ${value.point} = ${value.value}`
}

function isoOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
