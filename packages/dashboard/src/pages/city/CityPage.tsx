import { useText } from '../../i18n/language.js'

/** `/`: the whole city. */
export function CityPage() {
  const t = useText('city')
  return <h1>{t('title')}</h1>
}
