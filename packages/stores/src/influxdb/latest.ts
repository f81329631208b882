import type { Flag, Reading } from '@bypuls/model'
import { isSlug } from '@bypuls/model'
import { BOTH, isOneOf, ofMeasurements, source } from './flux.js'
import type { Reader } from './groups.js'
import { inFlight } from './in-flight.js'
import { partsOf, READINGS } from './names.js'
import { FIRST_MS, instant, LAST_MS } from './times.js'

/** Readings per batch. */
const BATCH = 4_096

/** Sites that one question is about: each question costs some milliseconds, however little it finds. */
const SITES_AT_ONCE = 20
/** So many questions are under way, that one is answered while the last one is being taken away. */
const QUESTIONS_AT_ONCE = 2

/** The newest reading of every point, some sites at a time; good before suspect where both have its time. */
export async function* readLatest(reader: Reader): AsyncGenerator<readonly Reading[]> {
  const all = await sitesOf(reader)
  const groups = Array.from({ length: Math.ceil(all.length / SITES_AT_ONCE) }, (_, group) =>
    all.slice(group * SITES_AT_ONCE, (group + 1) * SITES_AT_ONCE),
  )
  const ask = (sites: readonly string[]) => readNewest(reader, sites)
  for await (const readings of inFlight(groups, QUESTIONS_AT_ONCE, ask)) {
    for (let row = 0; row < readings.length; row += BATCH) yield readings.slice(row, row + BATCH)
  }
}

async function sitesOf({ ask, address }: Reader): Promise<readonly string[]> {
  const sites: string[] = []
  const query = [
    'import "influxdata/influxdb/schema"',
    `schema.tagValues(bucket: "${address.bucket}", tag: "site", start: ${instant(FIRST_MS)},
      stop: ${instant(LAST_MS + 1)}, predicate: (r) => ${ofMeasurements(BOTH)})`,
  ].join('\n')
  await ask(query, ['_value'], (row, [at = -1]) => {
    const site = row.text(at)
    if (isSlug(site)) sites.push(site)
  })
  return sites
}

const COLUMNS = ['_time', '_value', '_measurement', 'site', 'place', '_field'] as const

/**
 * Without a bound in time: the engine begins with the newest shard and stops at the first reading. A
 * question about a range in which a point has none costs twice as much, for it looks into every shard.
 */
async function readNewest(
  { ask, address }: Reader,
  sites: readonly string[],
): Promise<readonly Reading[]> {
  const newest = new Map<string, Reading>()
  const from = source(address, { from: FIRST_MS, to: LAST_MS + 1 }, [
    ofMeasurements(BOTH),
    isOneOf('site', sites),
  ])
  await ask(
    `${from} |> last()`,
    COLUMNS,
    (row, [time = -1, value = -1, measurement = -1, ...names]) => {
      const point = names.map((name) => row.text(name)).join('.')
      const number = row.number(value)
      // Another program may have put names here that are no points of ours, or text.
      if (partsOf(point) === undefined || Number.isNaN(number)) return
      const observedAt = row.instant(time)
      const flag: Flag = row.text(measurement) === READINGS ? 'good' : 'suspect'
      const known = newest.get(point)
      if (known !== undefined && !isNewer({ observedAt, flag }, known)) return
      newest.set(point, { point, observedAt, value: number, flag })
    },
  )
  return [...newest.values()]
}

function isNewer(one: Pick<Reading, 'observedAt' | 'flag'>, than: Reading): boolean {
  if (one.observedAt !== than.observedAt) return one.observedAt > than.observedAt
  return one.flag === 'good'
}
