import { Link } from '@tanstack/react-router'
import { RequestError } from '../data/fetch.js'
import { useText } from '../i18n/language.js'
import { CopyButton } from './CopyButton.js'
import { Icon } from './Icon.js'
import { StateMark } from './StateMark.js'

type ErrorBoxProps = {
  /** What failed, as a noun: “Historikken”. */
  what: string
  error: Error
  onRetry: () => void
}

/** What failed in plain words, “Prøv igen” (or the way out of what is not there), and the request's number. */
export function ErrorBox({ what, error, onRetry }: ErrorBoxProps) {
  const t = useText('common')
  const request = error instanceof RequestError ? error : null
  const gone = request?.status === 404 || request?.status === 403
  const advice =
    request?.status === 0 ? t('error.network') : gone ? t('error.notFound') : t('error.server')

  return (
    <div className="empty" role="alert">
      <p>
        <StateMark mark="failed" /> <b>{t(gone ? 'error.gone' : 'error.title', { what })}</b>
      </p>
      <p className="quiet-2">{advice}</p>
      {request && request.status === 400 && <p className="quiet-2">{request.message}</p>}
      <div className="row">
        {gone ? (
          <Link to="/" className="button button-primary">
            {t('page.toCity')}
          </Link>
        ) : (
          <button type="button" className="button button-primary" onClick={onRetry}>
            <Icon name="redo" />
            {t('error.retry')}
          </button>
        )}
        {request?.requestId && (
          <CopyButton
            text={request.requestId}
            label={t('error.copyId', { id: request.requestId })}
            className="button"
          >
            <span className="mono">{request.requestId}</span>
            <Icon name="copy" />
          </CopyButton>
        )}
      </div>
    </div>
  )
}
