import type { Site } from '@bypuls/model'
import { lazy, Suspense } from 'react'
import { useClock } from '../../data/now.js'
import { useSites } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { CopyButton } from '../../parts/CopyButton.js'
import { Empty } from '../../parts/Empty.js'
import { FollowButton } from '../../parts/FollowButton.js'
import { Icon } from '../../parts/Icon.js'
import { Jobs } from '../../parts/Jobs.js'
import { Loaded } from '../../parts/Loaded.js'
import { QualityLegend } from '../../parts/QualityStrip.js'
import { Skeleton } from '../../parts/Skeleton.js'
import { useTitle } from '../../parts/useTitle.js'
import { Attention } from './Attention.js'
import { CityLedger } from './CityLedger.js'
import { SiteList } from './SiteList.js'
import { useCity } from './useCity.js'

const CityMap = lazy(async () => ({ default: (await import('./CityMap.js')).CityMap }))

/** `/`: what needs attention, the city in figures, the map and its list twin. */
export function CityPage() {
  const t = useText('city')
  const sites = useSites()
  useTitle('Bypuls')

  return (
    <>
      <CityHead count={sites.data?.items.length ?? null} />
      <Loaded what={t('sites.what')} answer={sites} skeleton={<CityWaiting />}>
        {({ items }) => (items.length === 0 ? <NoSites /> : <City sites={items} />)}
      </Loaded>
    </>
  )
}

function City({ sites }: { sites: readonly Site[] }) {
  const t = useText('city')
  const { cities, loading, failed } = useCity(sites)
  return (
    <>
      <div className="city">
        <Attention />
        <Jobs />
        <CityLedger cities={cities} loading={loading} />
        <Suspense fallback={<Skeleton what={t('map.what')} height={400} />}>
          <CityMap cities={cities} />
        </Suspense>
        <SiteList cities={cities} failed={failed} />
      </div>
      <QualityLegend />
    </>
  )
}

/** The page in its own shape while the list of sites is on its way. */
function CityWaiting() {
  const t = useText('city')
  return (
    <div className="city">
      <Attention />
      <CityLedger cities={[]} loading />
      <Suspense fallback={<Skeleton what={t('map.what')} height={400} />}>
        <CityMap cities={[]} />
      </Suspense>
      <section className="panel">
        <Skeleton what={t('sites.what')} height={400} />
      </section>
    </div>
  )
}

function CityHead({ count }: { count: number | null }) {
  const t = useText('city')
  const format = useFormat()
  const time = format.fullTime(useClock((now) => Math.floor(now / 60_000) * 60_000))
  const zone = t('common:date.danish')
  return (
    <div className="page-row">
      <div>
        <h1>{t('title')}</h1>
        <p className="lead">
          {count === null ? `${time} · ${zone}` : t('lead', { time, zone, count })}
        </p>
      </div>
      <div className="page-actions">
        <FollowButton everyS={10} />
        <CopyButton text={() => window.location.href} className="button button-quiet">
          <Icon name="link" />
          {t('common:tools.copyLink')}
        </CopyButton>
      </div>
    </div>
  )
}

function NoSites() {
  const t = useText('city')
  return (
    <section className="panel">
      <Empty title={t('sites.none')} text={t('sites.noneText')}>
        <a className="button" href="/api/v1/docs">
          {t('sites.api')}
        </a>
      </Empty>
    </section>
  )
}
