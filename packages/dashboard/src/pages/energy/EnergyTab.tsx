import { useText } from '../../i18n/language.js'
import type { SiteTabProps } from '../site/SitePage.js'

/** A site's `energy` tab. */
export function EnergyTab({ site }: SiteTabProps) {
  const t = useText('energy')
  return (
    <h2>
      {t('title')}: {site.title}
    </h2>
  )
}
