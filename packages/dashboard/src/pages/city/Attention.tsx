import type { AttentionItem } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useNow } from '../../data/now.js'
import { useAttention, useMetrics } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Skeleton } from '../../parts/Skeleton.js'
import { StateMark } from '../../parts/StateMark.js'
import { useRuleText } from '../../parts/useRuleText.js'

const FIRST = 4
const DAY_MS = 86_400_000

/** What is wrong right now, newest trouble first. All is well is one quiet sentence. */
export function Attention() {
  const t = useText('city')
  const answer = useAttention()
  const [all, setAll] = useState(false)
  const items = answer.data?.items ?? []
  const shown = all ? items : items.slice(0, FIRST)

  return (
    <section className="panel attention" aria-labelledby="attention">
      <div className="attention-head">
        <h2 id="attention">{t('attention.title')}</h2>
        {items.length > FIRST && (
          <button
            type="button"
            className="button-link"
            aria-expanded={all}
            onClick={() => setAll(!all)}
          >
            {all ? t('attention.fewer') : t('attention.more', { count: items.length - FIRST })}
          </button>
        )}
      </div>
      <Loaded
        what={t('attention.what')}
        answer={answer}
        skeleton={<Skeleton what={t('attention.what')} height={64} />}
      >
        {() =>
          items.length === 0 ? (
            <p className="attention-none">{t('attention.none')}</p>
          ) : (
            <ol>
              {shown.map((item) => (
                <AttentionRow key={`${item.kind} ${item.site} ${item.point}`} item={item} />
              ))}
            </ol>
          )
        }
      </Loaded>
    </section>
  )
}

function AttentionRow({ item }: { item: AttentionItem }) {
  const t = useText('city')
  const format = useFormat()
  const now = useNow()
  const what = useWhat(item)
  const since = item.since === null ? null : Date.parse(item.since)

  return (
    <li>
      <StateMark mark={item.kind} />
      <AttentionLink item={item}>{what.title}</AttentionLink>
      <span className="attention-where">{what.where}</span>
      <span className="attention-detail">{what.detail}</span>
      <span className="attention-time">
        {since !== null &&
          (now - since > 2 * DAY_MS
            ? t('attention.since', { date: format.shortDate(since) })
            : t('attention.for', { duration: format.duration(now - since) }))}
      </span>
    </li>
  )
}

function AttentionLink({ item, children }: { item: AttentionItem; children: string }) {
  if (item.point !== null && item.points === 1)
    return (
      <Link to="/points/$point" params={{ point: item.point }}>
        {children}
      </Link>
    )
  return (
    <Link to="/sites/$site" params={{ site: item.site }} search={{ tab: 'sensors' }}>
      {children}
    </Link>
  )
}

/** The trouble in words: what, where, and what is known of it. */
function useWhat(item: AttentionItem): { title: string; where: string; detail: string } {
  const t = useText('city')
  const format = useFormat()
  const now = useNow()
  const rule = useRuleText()
  const metrics = useMetrics().data?.items
  const titles = metrics?.find(({ slug }) => slug === item.metric)?.title
  const place = [
    item.siteTitle,
    item.placeTitle,
    item.points === 1 && titles ? format.title(titles) : null,
  ]
  const where = place.filter((part) => part !== null).join(', ')
  const many = item.points > 1 ? ` · ${t('attention.somePoints', { count: item.points })}` : ''
  const heard = () =>
    item.since === null
      ? t('attention.neverHeard')
      : t('attention.lastHeard', { time: format.since(Date.parse(item.since), now) })

  switch (item.kind) {
    case 'offline':
      if (item.placeTitle === null && item.point === null)
        return {
          title: t('attention.offlineSite', { site: item.siteTitle }),
          where: t('attention.points', { count: item.points }),
          detail: heard(),
        }
      return { title: t('attention.offline'), where: where + many, detail: heard() }
    case 'stale': {
      const every = item.expectedIntervalMs
      const detail =
        every === null ? heard() : t('attention.expected', { interval: format.duration(every) })
      return { title: t('attention.stale'), where: where + many, detail }
    }
    case 'suspect': {
      const value = item.value === null ? null : format.quantity(item.value, item.unit ?? '')
      const reason = item.rule === null ? null : rule(item.rule)
      const detail = [value, reason].filter((text) => text !== null).join(' · ')
      return { title: t('attention.suspect'), where: where + many, detail }
    }
  }
}
