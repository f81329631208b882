import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/language.js'
import { useSimulated } from './useSimulated.js'

/** What the figures are worth, and the links that the law and the reader want. */
export function Footer() {
  const t = useText('common')
  const simulated = useSimulated()

  return (
    <footer className="footer">
      <div className="footer-row">
        <p>
          {simulated !== 'none' && (
            <>
              <b>{simulated === 'all' ? t('allSimulated') : t('someSimulated')}</b>{' '}
            </>
          )}
          {t('lowCost')}
        </p>
        <nav aria-label="Bypuls">
          <Link to="/was">{t('footer.accessibility')}</Link>
          <Link to="/sources">{t('footer.sources')}</Link>
          <a href="/api/v1/docs">{t('footer.api')}</a>
          <a href="/api/v1/openapi.json">{t('footer.openapi')}</a>
        </nav>
      </div>
    </footer>
  )
}
