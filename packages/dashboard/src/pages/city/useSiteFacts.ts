import type { Site } from '@bypuls/model'
import { useText } from '../../i18n/language.js'

/** One line about a site: town, price area, what it measures, and where its data is from if not live. */
export function useSiteFacts(site: Site): string {
  const t = useText('city')
  const topics = (['energy', 'environment', 'indoor'] as const)
    .filter((topic) => site.topics[topic])
    .map((topic) => t(`sites.topics.${topic}`))
    .join(', ')
  const source = site.source === 'historical' ? t('common:source.historical') : null
  return [site.locality, site.priceArea, topics, source].filter((fact) => fact).join(' · ')
}
