import type { Site } from '@bypuls/model'
import { type Range, resolveRange, spanParams } from '../../app/range.js'
import { apiPath } from '../../data/fetch.js'
import { useEnergy } from '../../data/queries.js'
import { addToDate, localDate } from '../../format/zone.js'
import { useFormat } from '../../i18n/language.js'
import { comparesOf, earlierRange, periodName } from './energy-range.js'
import type { EnergyPage } from './useEnergyPage.js'

/** Heat per local day of the period; of a single day, that day and the six before it. */
export function useHeatDays(site: Site, page: EnergyPage, enabled = true) {
  const range = daysRange(page.range)
  const format = useFormat(range.zone)
  const compare = comparesOf(range).all.find((name) => name === page.compare) ?? 'previous'
  const earlier = page.compare === 'none' ? null : earlierRange(range, compare)
  const asked = { ...spanParams(range), window: 'P1D', carrier: 'heat' } as const
  const answer = useEnergy(site.id, asked, { enabled })
  const before = useEnergy(
    site.id,
    { ...asked, ...spanParams(earlier ?? range) },
    { enabled: enabled && earlier !== null },
  )
  return {
    range,
    answer,
    earlier,
    earlierName: earlier === null ? '' : periodName(earlier, format),
    before: earlier === null ? undefined : before.data,
    apiPath: apiPath(`/sites/${site.id}/energy`, asked),
    readingsPath: apiPath(`/sites/${site.id}/readings`, spanParams(range)),
  }
}

function daysRange(range: Range): Range {
  if (range.to - range.from > 36 * 3_600_000) return range
  const to = addToDate(localDate(range.to - 1, range.zone), { days: 1 })
  const from = addToDate(to, { days: -7 })
  const context = { now: range.until, zone: range.zone, fallback: 'today' } as const
  return resolveRange({ from, to }, context)
}
