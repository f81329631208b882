import type { StoreHealth } from '../store.js'
import type { Figures } from './figures.js'

/** Settings without which readings would be stored wrong or not at all, and why. */
const EXPECTED: readonly { readonly flag: string; readonly value: string; readonly why: string }[] =
  [
    {
      flag: 'dedup.minScrapeInterval',
      value: '1ms',
      why: 'a reading delivered twice counts twice',
    },
    { flag: 'influxMeasurementFieldSeparator', value: '_', why: 'points get other names' },
    { flag: 'influxSkipMeasurement', value: 'false', why: 'suspect readings look like good ones' },
    { flag: 'influxSkipSingleField', value: 'false', why: 'points get other names' },
    { flag: 'influxTrimTimestamp', value: '1ms', why: 'times are cut' },
    { flag: 'usePromCompatibleNaming', value: 'false', why: 'points get other names' },
    { flag: 'precisionBits', value: '64', why: 'values are cut' },
    { flag: 'search.maxStepForPointsAdjustment', value: '1m0s', why: 'newest windows are wrong' },
    { flag: 'storage.maxHourlySeries', value: '0', why: 'new points vanish above it' },
    { flag: 'storage.maxDailySeries', value: '0', why: 'new points vanish above it' },
  ]

const DAY_MS = 86_400_000
/** What `-retentionPeriod` counts in; months without a unit. */
const UNITS: Readonly<Record<string, number>> = {
  h: 3_600_000,
  d: DAY_MS,
  w: 7 * DAY_MS,
  y: 365 * DAY_MS,
  '': 31 * DAY_MS,
  M: 31 * DAY_MS,
}

/** What the settings of the servers do not promise, with the remedy. */
export function healthOf(figures: readonly Figures[]): StoreHealth {
  const away = figures.reduce((sum, { unreachable }) => sum + unreachable, 0)
  if (away > 0) {
    const detail = `${away} connections to VictoriaMetrics' storage servers are down: answers would be incomplete`
    return { ok: false, detail, remedy: 'Start the storage servers that are down' }
  }
  for (const { flags } of figures) {
    const wrong = EXPECTED.find(({ flag, value }) => (flags.get(flag) ?? value) !== value)
    if (wrong === undefined) continue
    const { flag, value, why } = wrong
    return {
      ok: false,
      detail: `VictoriaMetrics runs with -${flag}=${flags.get(flag)}: ${why}`,
      remedy: `Start VictoriaMetrics with -${flag}=${value}`,
    }
  }
  return wrongTimes(figures) ?? mixedReplication(figures) ?? { ok: true }
}

/** A select server that expects more copies than are written takes a part of the readings for all. */
function mixedReplication(figures: readonly Figures[]): StoreHealth | null {
  const [written, expected] = figures.map(({ flags }) => flags.get('replicationFactor') || '1')
  if (written === undefined || expected === undefined) return null
  if (!(Number(expected) > Number(written))) return null
  return {
    ok: false,
    detail: `VictoriaMetrics writes with -replicationFactor=${written} and reads with ${expected}: answers may be incomplete and not say so`,
    remedy: `Start vmselect without -replicationFactor`,
  }
}

function wrongTimes(figures: readonly Figures[]): StoreHealth | null {
  for (const { flags, unset } of figures) {
    if (unset.has('retentionPeriod')) {
      return {
        ok: false,
        detail:
          'VictoriaMetrics forgets readings after a month, as it does where nothing else is asked',
        remedy: 'Start VictoriaMetrics with -retentionPeriod, for example -retentionPeriod=100y',
      }
    }
    const flush = flags.get('inmemoryDataFlushInterval')
    if (flush !== undefined && !/^(\d+ms|[1-9]s|10s)$/.test(flush)) {
      return {
        ok: false,
        detail: `VictoriaMetrics runs with -inmemoryDataFlushInterval=${flush}: a crash loses more than the last 30 s`,
        remedy: 'Start VictoriaMetrics with -inmemoryDataFlushInterval=5s or less',
      }
    }
  }
  return null
}

/** How long the server keeps readings, ms; null where its settings do not say (a cluster's storage does). */
export function retentionOf(figures: readonly Figures[]): number | null {
  for (const { flags } of figures) {
    const [, amount, unit = ''] =
      /^([\d.]+)([a-zA-Z]?)$/.exec(flags.get('retentionPeriod') ?? '') ?? []
    if (amount !== undefined) return Number(amount) * (UNITS[unit] ?? DAY_MS)
  }
  return null
}
