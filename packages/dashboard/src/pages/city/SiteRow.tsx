import type { SiteSummary } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSiteNewest } from '../../data/live.js'
import { NO_BREAK } from '../../format/language.js'
import { useFormat, useText } from '../../i18n/language.js'
import { AirMark } from '../../parts/AirMark.js'
import { QualityStrip } from '../../parts/QualityStrip.js'
import { toSpans } from '../../parts/quality-runs.js'
import { Sparkline } from '../../parts/Sparkline.js'
import { StatePill } from '../../parts/StatePill.js'
import { powerNow, type SiteNow } from './city-figures.js'
import { useSiteFacts } from './useSiteFacts.js'

/** A site's row. What it does not measure is “–” with hidden words, and left out on a phone. */
export function SiteRow({ city }: { city: SiteNow }) {
  const { site, summary } = city
  return (
    <tr className={summary?.state === 'offline' ? 'site-silent' : ''}>
      <th scope="row" className="site-name">
        <Link to="/sites/$site" params={{ site: site.id }}>
          {site.title}
        </Link>
        <small>{useSiteFacts(site)}</small>
      </th>
      <PowerCell city={city} />
      <EnergyCells city={city} />
      <IndoorCell summary={summary} />
      <AirCell summary={summary} />
      <DataCell city={city} />
    </tr>
  )
}

function PowerCell({ city }: { city: SiteNow }) {
  const t = useText('city')
  const format = useFormat()
  const { summary } = city
  if (!summary?.power) return <Unmeasured label={t('sites.powerShort')} waiting={!summary} />
  const watts = powerNow(city)
  const today = summary.power.today.map(({ start, value }) => ({ at: Date.parse(start), value }))
  const first = today[0]?.at ?? 0
  const firstWeek = Date.parse(summary.power.weekBefore[0]?.start ?? '') || 0
  const week = summary.power.weekBefore.map(({ start, value }) => ({
    at: Date.parse(start) - firstWeek + first,
    value,
  }))
  return (
    <td className="site-power" data-label={t('sites.powerShort')}>
      <Value figure={watts === null ? null : format.brief(watts / 1_000)} unit="kW" />
      <Sparkline now={today} before={week} height={28} zero />
    </td>
  )
}

function EnergyCells({ city: { site, summary } }: { city: SiteNow }) {
  const t = useText('city')
  const format = useFormat()
  const energy = summary?.energy
  if (!energy)
    return (
      <>
        <Unmeasured label={t('sites.energy')} waiting={!summary} number />
        <Unmeasured label={t('sites.co2e')} waiting={!summary} number />
      </>
    )
  const heat = energy.carriers.find(({ carrier }) => carrier === 'heat')
  const newest = summary.newestAt === null ? null : Date.parse(summary.newestAt)
  const silent = summary.state === 'offline' && newest !== null
  const until =
    site.source === 'historical' && newest !== null
      ? format.date(newest)
      : silent
        ? t('sites.until', { time: format.since(newest, Date.parse(summary.at)) })
        : null
  const { kWh, kgCo2e } = energy.total
  const parts =
    heat?.total.kWh == null
      ? t('sites.onlyElectricity')
      : t('sites.heat', { kWh: format.number(heat.total.kWh) })
  return (
    <>
      <td className="number" data-label={t('sites.energy')}>
        <Value figure={kWh === null ? null : format.figure(kWh)} unit="kWh" />
        <small>{until ?? parts}</small>
      </td>
      <td className="number" data-label={t('sites.co2e')}>
        <Value figure={kgCo2e === null ? null : format.figure(kgCo2e)} unit="kg" />
        <small>
          <Difference now={kgCo2e} before={energy.previous.kgCo2e} />
        </small>
      </td>
    </>
  )
}

function IndoorCell({ summary }: { summary: SiteSummary | undefined }) {
  const t = useText('city')
  const format = useFormat()
  const indoor = summary?.indoor
  if (!indoor) return <Unmeasured label={t('sites.indoor')} waiting={!summary} />
  const offline = summary.state === 'offline' || indoor.atMost1000ppm === null
  return (
    <td data-label={t('sites.indoor')}>
      {offline ? (
        <span className="quiet-2">
          {summary.state === 'offline'
            ? t('common:state.offline').toLowerCase()
            : t('common:insufficient')}
        </span>
      ) : (
        <span className="site-figure">{format.share(indoor.atMost1000ppm ?? 0, 0)}</span>
      )}
      <small>{t('sites.rooms', { count: indoor.rooms })}</small>
    </td>
  )
}

function AirCell({ summary }: { summary: SiteSummary | undefined }) {
  const t = useText('city')
  const common = useText('common')
  const format = useFormat()
  const air = summary?.air
  if (!air) return <Unmeasured label={t('sites.air')} waiting={!summary} />
  const pollutant = air.pollutant === null ? '' : common(`pollutant.${air.pollutant}`)
  const value = air.value === null ? '' : format.quantity(air.value, 'ug/m3')
  return (
    <td className="site-air" data-label={t('sites.air')}>
      <AirMark level={air.level} />
      <small>{`${pollutant} ${value}`.trim()}</small>
      {air.partial && <small>{t('sites.partial')}</small>}
    </td>
  )
}

function DataCell({ city: { site, summary } }: { city: SiteNow }) {
  const t = useText('city')
  const format = useFormat(site.timezone)
  const live = useSiteNewest(site.id)
  if (!summary) return <Unmeasured label={t('sites.data')} waiting />
  const newest = Math.max(live ?? 0, summary.newestAt ? Date.parse(summary.newestAt) : 0) || null
  return (
    <td className="site-data" data-label={t('sites.data')}>
      {site.source === 'historical' && newest !== null ? (
        <span className="quiet-3">{t('sites.historical', { time: format.date(newest) })}</span>
      ) : (
        <StatePill state={summary.state} observedAt={newest} zone={site.timezone} />
      )}
      <QualityStrip cells={toSpans(summary.strip)} />
      {summary.coverage24h !== null && (
        <small>{t('sites.coverage', { share: format.share(summary.coverage24h) })}</small>
      )}
    </td>
  )
}

/** A figure with its unit, or a dash where nothing is known. */
function Value({ figure, unit }: { figure: string | null; unit: string }): ReactNode {
  if (figure === null) return <span className="site-figure quiet-3">–</span>
  return (
    <span className="site-figure">
      {figure}
      {NO_BREAK}
      <span className="unit">{unit}</span>
    </span>
  )
}

function Unmeasured(props: { label: string; waiting: boolean; number?: boolean }) {
  const t = useText('common')
  return (
    <td className={`site-absent ${props.number ? 'number' : ''}`} data-label={props.label}>
      {props.waiting ? (
        <span className="skeleton-block skeleton-line" />
      ) : (
        <>
          <span aria-hidden="true">–</span>
          <span className="hidden">{t('notMeasured')}</span>
        </>
      )}
    </td>
  )
}

/** “10 % under”: this day so far against the same span a week before. */
function Difference({ now, before }: { now: number | null; before: number | null }) {
  const t = useText('city')
  const format = useFormat()
  if (now === null || before === null || before === 0) return null
  const percent = Math.round(((now - before) / before) * 100)
  if (percent === 0) return t('sites.same')
  const amount = format.quantity(Math.abs(percent), '%', 0)
  return t(percent < 0 ? 'sites.under' : 'sites.over', { amount })
}
