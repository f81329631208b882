import type { PointState, Site } from '@bypuls/model'
import { useFormat, useText } from '../../i18n/language.js'
import { useAirWord } from '../../parts/AirMark.js'
import { powerNow, type SiteNow } from './city-figures.js'

/** What the map can show beside the names. */
export const MAP_SHOWS = ['power', 'air', 'indoor', 'data'] as const
export type MapShow = (typeof MAP_SHOWS)[number]

/** A site's mark on the map in words. */
export type MapLabel = {
  readonly site: Site
  readonly name: string
  readonly state: PointState | 'waiting' | 'historical'
  readonly text: string
  /** Left out where the map is narrow. */
  readonly unit: string
}

/** Names (the town; where two sites share one, the site's own) with the chosen figure. */
export function useMapLabels(cities: readonly SiteNow[], show: MapShow): readonly MapLabel[] {
  const t = useText('common')
  const format = useFormat()
  const airWord = useAirWord()

  const figure = (city: SiteNow): { text: string; unit: string } => {
    const { summary } = city
    if (!summary) return { text: '', unit: '' }
    if (summary.state === 'offline' && show !== 'data')
      return { text: t('state.offline').toLowerCase(), unit: '' }
    switch (show) {
      case 'power': {
        const watts = powerNow(city)
        return watts === null
          ? { text: '', unit: '' }
          : { text: format.brief(watts / 1_000), unit: 'kW' }
      }
      case 'air':
        return { text: summary.air ? airWord(summary.air.level) : '', unit: '' }
      case 'indoor': {
        const share = summary.indoor?.atMost1000ppm ?? null
        return { text: share === null ? '' : format.share(share, 0), unit: '' }
      }
      case 'data':
        return {
          text: summary.coverage24h === null ? '–' : format.share(summary.coverage24h),
          unit: '',
        }
    }
  }

  const towns = cities.map(({ site }) => site.locality)
  return cities.map((city) => {
    const { site, summary } = city
    const alone = towns.filter((town) => town === site.locality).length === 1
    const name = alone ? site.locality : site.title
    if (site.source === 'historical')
      return { site, name, state: 'historical', text: t('source.historical'), unit: '' }
    return { site, name, state: summary?.state ?? 'waiting', ...figure(city) }
  })
}
