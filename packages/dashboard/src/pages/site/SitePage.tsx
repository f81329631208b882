import type { Site } from '@bypuls/model'
import { Link, useParams } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { type Tab, useSearchState } from '../../app/search.js'
import { useSiteNewest, useWatch } from '../../data/live.js'
import { useSite, useSummary } from '../../data/queries.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { ChartSkeleton, Skeleton } from '../../parts/Skeleton.js'
import { StatePill } from '../../parts/StatePill.js'
import { Tabs } from '../../parts/Tabs.js'
import { useTitle } from '../../parts/useTitle.js'

/** What every tab of a site is given. */
export type SiteTabProps = { site: Site }

const PAGES: Readonly<Record<Tab, ComponentType<SiteTabProps>>> = {
  energy: lazy(async () => ({ default: (await import('../energy/EnergyTab.js')).EnergyTab })),
  environment: lazy(async () => ({
    default: (await import('../environment/EnvironmentTab.js')).EnvironmentTab,
  })),
  indoor: lazy(async () => ({ default: (await import('../indoor/IndoorTab.js')).IndoorTab })),
  sensors: lazy(async () => ({ default: (await import('../sensors/SensorsTab.js')).SensorsTab })),
}

/** `/sites/:site`: breadcrumb, name with state, facts, tabs, and the chosen tab. */
export function SitePage() {
  const t = useText('site')
  const { site: id } = useParams({ from: '/sites/$site' })
  const answer = useSite(id)
  return (
    <Loaded what={t('what')} answer={answer} skeleton={<Skeleton what={t('what')} height={96} />}>
      {(site) => <SiteFrame key={site.id} site={site} />}
    </Loaded>
  )
}

function SiteFrame({ site }: SiteTabProps) {
  const t = useText('site')
  const [search] = useSearchState()
  useWatch([site.id])
  useTitle(site.title)

  const tabs = tabsOf(site)
  const tab = tabs.find((name) => name === search.tab) ?? tabs[0] ?? 'sensors'
  const Page = PAGES[tab]
  return (
    <>
      <SiteHead site={site} />
      <Tabs
        label={t('tabs.label')}
        chosen={tab}
        tabs={tabs.map((name) => ({
          tab: name,
          label: t(`tabs.${name}`),
          ...(name === 'sensors' ? { count: site.points } : {}),
        }))}
      />
      <Suspense fallback={<ChartSkeleton what={t(`tabs.${tab}`)} height={360} />}>
        <Page site={site} />
      </Suspense>
    </>
  )
}

function SiteHead({ site }: SiteTabProps) {
  const t = useText('site')
  const common = useText('common')
  const format = useFormat(site.timezone)
  const summary = useSummary(site.id).data
  const live = useSiteNewest(site.id)
  const newest = summary?.newestAt ? Date.parse(summary.newestAt) : null
  const facts = [
    site.locality,
    site.priceArea && t('priceArea', { area: site.priceArea }),
    site.heatedM2 !== null && t('heated', { m2: format.number(site.heatedM2) }),
    site.traffic && t('traffic'),
    t('points', { count: site.points }),
    t('zone', { zone: site.timezone }),
    common(`source.${site.source}`),
  ].filter((fact) => typeof fact === 'string')

  return (
    <header className="page-head">
      <nav className="crumbs" aria-label={t('breadcrumb')}>
        <Link to="/">{common('nav.city')}</Link> / {site.title}, {site.locality}
      </nav>
      <div className="page-title">
        <h1>{site.title}</h1>
        {site.source === 'historical' && newest !== null ? (
          <span className="chip">{common('state.historical', { time: format.date(newest) })}</span>
        ) : (
          summary && (
            <StatePill
              boxed
              state={summary.state}
              observedAt={Math.max(live ?? 0, newest ?? 0) || null}
              zone={site.timezone}
            />
          )
        )}
      </div>
      <p className="lead">{facts.join(' · ')}</p>
      {site.source === 'historical' && (
        <p className="lead">{t('source', { source: site.sourceText, licence: site.licence })}</p>
      )}
    </header>
  )
}

function tabsOf(site: Site): readonly Tab[] {
  const { energy, environment, indoor } = site.topics
  const tabs: Tab[] = []
  if (energy) tabs.push('energy')
  if (environment) tabs.push('environment')
  if (indoor) tabs.push('indoor')
  return [...tabs, 'sensors']
}
