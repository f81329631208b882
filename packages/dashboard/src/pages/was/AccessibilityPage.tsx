import { useText } from '../../i18n/language.js'

/** `/was`: the accessibility statement that Danish law asks for. */
export function AccessibilityPage() {
  const t = useText('was')
  return <h1>{t('title')}</h1>
}
