import type { Site } from '@bypuls/model'
import type { ReactNode } from 'react'
import type { Range } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import { addToDate, localDate } from '../../format/zone.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'

type SinceDataProps = { site: Site; range: Range; children: ReactNode }

/** A tab's panels; or, where the period ends before the site measured anything, when its data begins. */
export function SinceData({ site, range, children }: SinceDataProps) {
  const t = useText('site')
  const format = useFormat(site.timezone)
  const [, change] = useSearchState()
  const oldest = site.oldestAt === null ? null : Date.parse(site.oldestAt)
  if (oldest === null || range.to > oldest) return children

  const first = localDate(oldest, site.timezone)
  return (
    <Empty title={t('before.title', { date: format.date(oldest) })} text={t('before.text')}>
      <button
        type="button"
        className="button"
        onClick={() =>
          change({
            from: first,
            to: addToDate(first, { days: 7 }),
            range: undefined,
            window: undefined,
          })
        }
      >
        {t('before.show')}
      </button>
    </Empty>
  )
}
