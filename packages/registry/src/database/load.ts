import { type ChangedRecords, changedMemory, type Kind } from '../memory/changed.js'
import { EMPTY_MEMORY, type Memory } from '../memory/memory.js'
import { mapped } from '../memory/replaced.js'
import { deviceKey, placeKey } from '../memory/view.js'
import type { Pace } from '../pace.js'
import type { Database } from './database.js'
import * as read from './read.js'

/** Rows per question: a bound for its memory, and for how long its answer holds the thread. */
const ROWS = 500

/** Which records of a kind are to be read: these, or all of them. */
export type Wanted = (kind: Kind) => ReadonlySet<string> | 'all'

/** Reads the whole registry into memory. */
export async function loadMemory(database: Database, pace: Pace): Promise<Memory> {
  return changedMemory(EMPTY_MEMORY, await readRecords(database, () => 'all', pace), pace)
}

/** Reads records in short pieces; those that are wanted and not there are gone. */
export async function readRecords(
  from: Database,
  wanted: Wanted,
  pace: Pace,
): Promise<ChangedRecords> {
  const share = sharing()
  function records<Row>(
    kind: Kind,
    readSome: (which: read.Which) => Promise<readonly Row[]>,
    keyOf: (row: Row) => string,
  ) {
    return gathered(wanted(kind), readSome, keyOf, pace)
  }

  const points = await records(
    'points',
    (which) => read.readPoints(from, which, share),
    ({ id }) => id,
  )
  const shareText = (text: string) => points.get(text)?.id ?? share(text)
  const devices = await records(
    'devices',
    (which) => read.readDevices(from, which, shareText),
    ({ record }) => deviceKey(record.organisation, record.name),
  )
  const entries = await records(
    'entries',
    (which) => read.readEntries(from, which),
    ([point]) => point,
  )
  return {
    organisations: await records(
      'organisations',
      (which) => read.readOrganisations(from, which),
      ({ name }) => name,
    ),
    sites: await records(
      'sites',
      (which) => read.readSites(from, which),
      ({ name }) => name,
    ),
    places: await records(
      'places',
      (which) => read.readPlaces(from, which),
      ({ site, name }) => placeKey(site, name),
    ),
    points,
    devices: await mapped(devices, (device) => device.record, pace),
    passwords: await mapped(devices, (device) => device.passwordHash, pace),
    tokens: await records(
      'tokens',
      (which) => read.readTokens(from, which),
      ({ prefix }) => prefix,
    ),
    jobs: await records(
      'jobs',
      (which) => read.readJobs(from, which),
      ({ id }) => id,
    ),
    entries: await mapped(entries, ([, list]) => list, pace),
  }
}

async function gathered<Row>(
  wanted: ReadonlySet<string> | 'all',
  readSome: (which: read.Which) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  pace: Pace,
): Promise<Map<string, Row | undefined>> {
  const found = new Map<string, Row | undefined>()
  if (wanted !== 'all') {
    const keys = [...wanted]
    for (const key of keys) found.set(key, undefined)
    for (let start = 0; start < keys.length; start += ROWS) {
      const rows = await readSome({ keys: keys.slice(start, start + ROWS) })
      for (const row of rows) found.set(keyOf(row), row)
      if (pace.isDue()) await pace.rest()
    }
    return found
  }
  for (let after: string | null = null; ; ) {
    const rows: readonly Row[] = await readSome({ after, limit: ROWS })
    for (const row of rows) {
      after = keyOf(row)
      found.set(after, row)
    }
    if (rows.length < ROWS) return found
    if (pace.isDue()) await pace.rest()
  }
}

function sharing(): read.Share {
  const words = new Map<string, string>()
  return (text) => {
    const known = words.get(text)
    if (known === undefined) words.set(text, text)
    return known ?? text
  }
}
