import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/language.js'
import { Empty } from '../parts/Empty.js'
import { useTitle } from '../parts/useTitle.js'

/** An address that leads nowhere. */
export function NotFound() {
  const t = useText('common')
  useTitle(t('page.notFound'))
  return (
    <>
      <h1>{t('page.notFound')}</h1>
      <Empty title={t('page.notFoundText')}>
        <Link to="/" className="button button-primary">
          {t('page.toCity')}
        </Link>
      </Empty>
    </>
  )
}
