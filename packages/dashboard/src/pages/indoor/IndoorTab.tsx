import { useText } from '../../i18n/language.js'
import type { SiteTabProps } from '../site/SitePage.js'

/** A site's `indoor` tab. */
export function IndoorTab({ site }: SiteTabProps) {
  const t = useText('indoor')
  return (
    <h2>
      {t('title')}: {site.title}
    </h2>
  )
}
