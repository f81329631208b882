import { useText } from '../../i18n/language.js'
import { useTitle } from '../../parts/useTitle.js'

/** `/was`: the accessibility statement that Danish law asks for. */
export function AccessibilityPage() {
  const t = useText('was')
  useTitle(t('title'))
  return (
    <article className="prose">
      <h1>{t('title')}</h1>
      <p>{t('intro')}</p>
      <h2>{t('status')}</h2>
      <p>{t('statusText')}</p>
      <h2>{t('how')}</h2>
      <ul>
        <li>{t('howItems.colour')}</li>
        <li>{t('howItems.charts')}</li>
        <li>{t('howItems.live')}</li>
        <li>{t('howItems.zoom')}</li>
        <li>{t('howItems.motion')}</li>
      </ul>
      <h2>{t('known')}</h2>
      <ul>
        <li>{t('knownItems.map')}</li>
        <li>{t('knownItems.api')}</li>
      </ul>
      <h2>{t('contact')}</h2>
      <p>{t('contactText')}</p>
    </article>
  )
}
