import type { PointDetail } from '@bypuls/model'
import { Link, useParams } from '@tanstack/react-router'
import { useWatch } from '../../data/live.js'
import { usePoint } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Skeleton } from '../../parts/Skeleton.js'
import { StatePill } from '../../parts/StatePill.js'
import { TimeBar } from '../../parts/TimeBar.js'
import { useTitle } from '../../parts/useTitle.js'
import { CodePanel } from './CodePanel.js'
import { DevicesPanel } from './DevicesPanel.js'
import { DownloadPanel } from './DownloadPanel.js'
import { HistoryPanel } from './HistoryPanel.js'
import { PointLedger } from './PointLedger.js'
import { pointWindows } from './point-view.js'
import { SourcePanel } from './SourcePanel.js'
import { useNewest } from './useNewest.js'
import { usePointView } from './usePointView.js'

const PRESETS = ['6h', '24h', '7d', '30d', '365d'] as const
const OLD_PRESETS = ['day', 'unit-week', 'unit-month', 'unit-year'] as const

/** `/points/:point`: latest, history, table, who measured it, licence, files and code. */
export function PointPage() {
  const t = useText('point')
  const { point: id } = useParams({ from: '/points/$point' })
  const answer = usePoint(id)
  return (
    <Loaded what={t('what')} answer={answer} skeleton={<Skeleton what={t('what')} height={96} />}>
      {(point) => <PointView key={point.id} point={point} />}
    </Loaded>
  )
}

function PointView({ point }: { point: PointDetail }) {
  const view = usePointView(point)
  const historical = point.source === 'historical'
  const title = usePointTitle(point)
  useWatch([], [point.id])
  useTitle(`${title}, ${point.placeTitle}`)
  const size = view.answer.data?.window

  return (
    <>
      <PointHead point={point} />
      <TimeBar
        range={view.range}
        presets={historical ? OLD_PRESETS : PRESETS}
        windows={pointWindows(view.range, size)}
        {...(size ? { window: size } : {})}
        follow={!historical}
      />
      <PointLedger point={point} view={view} />
      <div className="grid">
        <div className="stack span-8">
          <HistoryPanel point={point} view={view} />
          <DevicesPanel point={point} />
        </div>
        <div className="stack span-4">
          <DownloadPanel view={view} />
          <SourcePanel point={point} view={view} />
        </div>
        <CodePanel view={view} />
      </div>
    </>
  )
}

function PointHead({ point }: { point: PointDetail }) {
  const t = useText('point')
  const common = useText('common')
  const format = useFormat(point.timezone)
  const { state, observedAt } = useNewest(point)
  const title = usePointTitle(point)
  return (
    <header className="page-head">
      <nav className="crumbs" aria-label={t('breadcrumb')}>
        <Link to="/">{common('nav.city')}</Link> /{' '}
        <Link to="/sites/$site" params={{ site: point.site }} search={{ tab: 'sensors' }}>
          {point.siteTitle}
        </Link>{' '}
        / {point.placeTitle}
      </nav>
      <div className="page-title">
        <h1>
          {title} · {point.placeTitle}
        </h1>
        {point.source === 'historical' && observedAt !== null ? (
          <span className="chip">
            {common('state.historical', { time: format.date(observedAt) })}
          </span>
        ) : (
          <StatePill boxed state={state} observedAt={observedAt} zone={point.timezone} />
        )}
      </div>
      <p className="lead">
        {[
          point.siteTitle,
          t('zone', { zone: point.timezone }),
          common(`source.${point.source}`),
        ].join(' · ')}
        {' · '}
        <code>{point.id}</code>
      </p>
    </header>
  )
}

function usePointTitle(point: PointDetail): string {
  return useFormat().title(point.title)
}
