import { useState } from 'react'
import type { Range } from '../app/range.js'
import { useSearchState } from '../app/search.js'
import { addToDate, localDate } from '../format/zone.js'
import { useText } from '../i18n/language.js'

/** Two local dates, first and last, for the URL. */
export function RangeForm({ range, onDone }: { range: Range; onDone: () => void }) {
  const t = useText('common')
  const [, change] = useSearchState()
  const [from, setFrom] = useState(localDate(range.from, range.zone))
  const [last, setLast] = useState(localDate(range.until - 1, range.zone))
  const wrong = from === '' || last === '' || from > last

  return (
    <form
      className="range-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong) return
        const to = addToDate(last, { days: 1 })
        change({ from, to, range: undefined, window: undefined })
        onDone()
      }}
    >
      <label>
        {t('time.from')}
        <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
      </label>
      <label>
        {t('time.until')}
        <input type="date" value={last} onChange={(event) => setLast(event.target.value)} />
      </label>
      {wrong && <p role="alert">{t('time.wrong')}</p>}
      <button type="submit" className="button button-primary">
        {t('time.show')}
      </button>
    </form>
  )
}
