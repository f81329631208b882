import { useText } from '../../i18n/language.js'
import type { SiteTabProps } from '../site/SitePage.js'

/** A site's `sensors` tab. */
export function SensorsTab({ site }: SiteTabProps) {
  const t = useText('sensors')
  return (
    <h2>
      {t('title')}: {site.title}
    </h2>
  )
}
