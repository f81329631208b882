import { useEffect, useRef } from 'react'
import { useText } from '../i18n/language.js'

/** The keys of the page, on `?`. */
export function KeyboardHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const t = useText('common')
  const dialog = useRef<HTMLDialogElement>(null)

  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])

  return (
    <dialog ref={dialog} className="dialog" onClose={onClose} aria-label={t('help.title')}>
      <h2>{t('help.title')}</h2>
      <dl className="keys">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>{t('help.search')}</dd>
        <dt>
          <kbd>t</kbd>
        </dt>
        <dd>{t('help.time')}</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>{t('help.help')}</dd>
      </dl>
      <p>{t('help.chart')}</p>
      <button type="button" className="button" onClick={onClose}>
        {t('help.close')}
      </button>
    </dialog>
  )
}
