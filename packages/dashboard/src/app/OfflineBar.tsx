import { useEffect, useRef, useState } from 'react'
import { useLiveStatus } from '../data/live.js'
import { useNow } from '../data/now.js'
import { useFormat, useText } from '../i18n/language.js'
import { StateMark } from '../parts/StateMark.js'

/** Shorter breaks mend themselves without a word. */
const PATIENCE_MS = 3_000
/** The live region speaks at most this often. */
const SPEAK_MS = 30_000

/** When the connection is lost: since when the figures are, when the next attempt comes, and “Prøv nu”. */
export function OfflineBar() {
  const t = useText('common')
  const format = useFormat()
  const now = useNow()
  const { connection, lostAt, lastAt, retryAt, attempt, serverStale, retry } = useLiveStatus()
  const lost = connection === 'lost' && lostAt !== null && now - lostAt > PATIENCE_MS
  const seconds = retryAt === null ? 0 : Math.ceil((retryAt - now) / 1_000)

  return (
    <>
      <Announcer lost={lost} />
      {lost && (
        <div className="notice notice-offline">
          <StateMark mark="offline" />
          <p>
            <b>{t('offline.title')}</b>{' '}
            {lastAt !== null &&
              t('offline.since', { time: clock(format.clock(lastAt, true), format.language) })}{' '}
            {seconds > 0
              ? t('offline.next', { seconds, attempt: attempt + 1 })
              : t('offline.trying', { attempt: attempt + 1 })}
          </p>
          <button type="button" className="button" onClick={retry}>
            {t('offline.retry')}
          </button>
        </div>
      )}
      {!lost && serverStale && (
        <div className="notice notice-warning">
          <StateMark mark="warning" />
          <p>
            <b>{t('serverStale.title')}</b> {t('serverStale.text')}
          </p>
        </div>
      )}
    </>
  )
}

function clock(text: string, language: string): string {
  return language === 'da' ? `kl. ${text}` : text
}

/** The polite live region: only changes of the connection, at most every 30 s. */
function Announcer({ lost }: { lost: boolean }) {
  const t = useText('common')
  const [said, setSaid] = useState('')
  const before = useRef(lost)
  const spokeAt = useRef(0)

  useEffect(() => {
    if (before.current === lost) return
    const wait = Math.max(0, spokeAt.current + SPEAK_MS - Date.now())
    const timer = setTimeout(() => {
      before.current = lost
      spokeAt.current = Date.now()
      setSaid(t(lost ? 'live.lost' : 'live.back'))
    }, wait)
    return () => clearTimeout(timer)
  }, [lost, t])

  return (
    <p className="hidden" role="status">
      {said}
    </p>
  )
}
