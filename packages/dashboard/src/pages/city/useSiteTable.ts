import { useFormat, useText } from '../../i18n/language.js'
import { useAirWord } from '../../parts/AirMark.js'
import type { TableData } from '../../parts/table.js'
import { powerNow, type SiteNow } from './city-figures.js'

/** The list of sites as plain numbers, for its table and files. */
export function useSiteTable(cities: readonly SiteNow[]): TableData {
  const t = useText('city')
  const common = useText('common')
  const { language } = useFormat()
  const airWord = useAirWord()
  const columns = [
    { title: t('sites.site'), kind: 'text' },
    { title: t('sites.powerShort'), kind: 'number', unit: 'kW', decimals: 3 },
    { title: t('sites.energy'), kind: 'number', unit: 'kWh', decimals: 1 },
    { title: t('sites.co2e'), kind: 'number', unit: 'kg', decimals: 1 },
    { title: t('sites.indoor'), kind: 'share' },
    { title: t('sites.air'), kind: 'text' },
    { title: t('sites.data'), kind: 'share' },
    { title: common('chart.end'), kind: 'time' },
  ] as const
  const rows = cities.map((city) => {
    const { site, summary } = city
    const watts = powerNow(city)
    return [
      site.title,
      watts === null ? null : watts / 1_000,
      summary?.energy?.total.kWh ?? null,
      summary?.energy?.total.kgCo2e ?? null,
      summary?.indoor?.atMost1000ppm ?? null,
      summary?.air ? airWord(summary.air.level) : null,
      summary?.coverage24h ?? null,
      summary?.newestAt ? Date.parse(summary.newestAt) : null,
    ]
  })
  return { caption: `${t('sites.title')} (${language})`, columns, rows }
}
