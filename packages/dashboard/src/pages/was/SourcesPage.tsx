import { useText } from '../../i18n/language.js'

/** `/sources`: where the figures come from and how they are made. */
export function SourcesPage() {
  const t = useText('was')
  return <h1>{t('title')}</h1>
}
