import { useText } from '../../i18n/language.js'
import type { SiteTabProps } from '../site/SitePage.js'

/** A site's `environment` tab. */
export function EnvironmentTab({ site }: SiteTabProps) {
  const t = useText('environment')
  return (
    <h2>
      {t('title')}: {site.title}
    </h2>
  )
}
