import type { Flag, Reading } from '@bypuls/model'
import { isSlug } from '@bypuls/model'
import { BOTH, isOneOf, ofMeasurements } from './flux.js'
import type { Reader } from './groups.js'
import { partsOf, READINGS } from './names.js'
import { FIRST_MS, instant, LAST_MS } from './times.js'

/** Nearly every point has a reading as young as this, by the server's clock; found without the rest. */
const RECENT = '-2d'
/** Readings per batch. */
const BATCH = 4_096

/** Sites that one question is about: each question costs some milliseconds, however little it finds. */
const SITES_AT_ONCE = 20

/** The newest reading of every point, some sites at a time; good before suspect where both have its time. */
export async function* readLatest(reader: Reader): AsyncGenerator<readonly Reading[]> {
  const all = await sitesOf(reader)
  for (let at = 0; at < all.length; at += SITES_AT_ONCE) {
    const sites = all.slice(at, at + SITES_AT_ONCE)
    const newest = new Map<string, Reading>()
    const spans = [
      [RECENT, instant(LAST_MS + 1)],
      [instant(FIRST_MS), RECENT],
    ] as const
    await Promise.all(spans.map(([from, to]) => readNewest(reader, { sites, from, to }, newest)))
    const readings = [...newest.values()]
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

type Span = { readonly sites: readonly string[]; readonly from: string; readonly to: string }

const COLUMNS = ['_time', '_value', '_measurement', 'site', 'place', '_field'] as const

async function readNewest(
  { ask, address }: Reader,
  { sites, from, to }: Span,
  newest: Map<string, Reading>,
): Promise<void> {
  const query = `from(bucket: "${address.bucket}") |> range(start: ${from}, stop: ${to})
    |> filter(fn: (r) => ${ofMeasurements(BOTH)}) |> filter(fn: (r) => ${isOneOf('site', sites)}) |> last()`
  await ask(query, COLUMNS, (row, [time = -1, value = -1, measurement = -1, ...names]) => {
    const point = names.map((name) => row.text(name)).join('.')
    // Another program may have put names here that are no points of ours.
    if (partsOf(point) === undefined) return
    const observedAt = row.instant(time)
    const flag: Flag = row.text(measurement) === READINGS ? 'good' : 'suspect'
    const known = newest.get(point)
    if (known !== undefined && !isNewer({ observedAt, flag }, known)) return
    newest.set(point, { point, observedAt, value: row.number(value), flag })
  })
}

function isNewer(one: Pick<Reading, 'observedAt' | 'flag'>, than: Reading): boolean {
  if (one.observedAt !== than.observedAt) return one.observedAt > than.observedAt
  return one.flag === 'good'
}
