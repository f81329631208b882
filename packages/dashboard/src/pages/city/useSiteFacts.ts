import type { Site } from '@bypuls/model'
import { useSimulated } from '../../app/useSimulated.js'
import { useText } from '../../i18n/language.js'

/** One line about a site: town, price area, what it measures, and where its data is from if not live. */
export function useSiteFacts(site: Site): string {
  const t = useText('city')
  const topics = (['energy', 'environment', 'indoor'] as const)
    .filter((topic) => site.topics[topic])
    .map((topic) => t(`sites.topics.${topic}`))
    .join(', ')
  // Where all is simulated, the top bar and the footer say so once.
  const all = useSimulated() === 'all'
  const source = all ? null : t(`common:source.${site.source}`)
  return [site.locality, site.priceArea, topics, source].filter((fact) => fact).join(' · ')
}
