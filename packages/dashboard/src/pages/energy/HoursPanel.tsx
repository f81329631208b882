import type { Site, SiteEnergy } from '@bypuls/model'
import { useMemo } from 'react'
import { type Range, rangeTitle } from '../../app/range.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Panel } from '../../parts/Panel.js'
import { estimatedRuns } from './energy-figures.js'
import { weekends } from './energy-range.js'
import { type EnergyPage, type Swap, useSwaps } from './useEnergyPage.js'
import { sizeName, useHoursPlots } from './useHoursPlots.js'
import { useZoom } from './useZoom.js'

type HoursPanelProps = { site: Site; energy: SiteEnergy; page: EnergyPage }

/** Consumption window by window: a plot per carrier and the outdoor temperature on one time axis. */
export function HoursPanel({ site, energy, page }: HoursPanelProps) {
  const t = useText('energy')
  const common = useText('common')
  const { range, earlierName } = page
  const format = useFormat(range.zone)
  const swaps = useSwaps(energy.carriers.flatMap(({ points }) => points)).filter(
    ({ at }) => at >= range.from && at < range.to,
  )
  const plots = useHoursPlots({ energy, page, swaps })
  const title = t(`hours.title.${sizeName(energy.window)}`)
  const table = useChartTable(title, plots)
  const runs = estimatedRuns(energy.carriers)
  const onSelect = useZoom()
  const shades = useWeekends(range)

  return (
    <Panel
      id="hours"
      title={title}
      subtitle={[
        rangeTitle(range, format),
        t(`hours.method.${sizeName(energy.window)}`),
        common(`source.${site.source}`),
        common('date.zone', { zone: range.zone }),
      ].join(' · ')}
      span={8}
      tools={{ table, api: page.apiPath, files: page.readingsPath, picture: true }}
      zone={range.zone}
      foot={<Foot runs={runs} swaps={swaps} page={page} />}
    >
      <LazyChart
        name={title}
        summary={t('hours.summary', { range: rangeTitle(range, format), before: earlierName })}
        plots={plots}
        from={range.from}
        to={range.to}
        until={range.until}
        zone={range.zone}
        shades={shades}
        {...(runs.length > 0
          ? { legend: [{ label: t('hours.estimated'), shape: 'estimated', tone: 1 }] as const }
          : {})}
        onSelect={onSelect}
      />
    </Panel>
  )
}

function useWeekends({ from, to, until, unit, name, live, zone }: Range) {
  return useMemo(
    () => weekends({ from, to, until, unit, name, live, zone }),
    [from, to, until, unit, name, live, zone],
  )
}

type FootProps = {
  runs: ReturnType<typeof estimatedRuns>
  swaps: readonly Swap[]
  page: EnergyPage
}

/** What the marks in the chart mean here: estimated stretches and meter swaps, with their figures. */
function Foot({ runs, swaps, page }: FootProps) {
  const t = useText('energy')
  const common = useText('common')
  const format = useFormat(page.range.zone)
  const shown = runs.slice(0, 2)
  if (runs.length === 0 && swaps.length === 0 && !page.outdoor) return null
  return (
    <>
      {shown.map(({ from, to, carrier }) => (
        <span key={`${carrier} ${from}`} className="energy-note">
          {t('hours.estimatedRun', {
            carrier: common(`carrier.${carrier}`),
            from: format.dateTime(from),
            duration: format.duration(to - from),
          })}{' '}
        </span>
      ))}
      {runs.length > shown.length && (
        <span className="energy-note">
          {t('hours.moreRuns', { count: runs.length - shown.length })}{' '}
        </span>
      )}
      {swaps.map(({ at, point, oldFinal, newFirst }) => (
        <span key={`${point.id} ${at}`} className="energy-note">
          {t('hours.swapNote', {
            meter: point.placeTitle,
            time: format.dateTime(at),
            old: oldFinal === null ? '–' : format.quantity(oldFinal, point.unit, 1),
            first: newFirst === null ? '–' : format.quantity(newFirst, point.unit, 1),
          })}{' '}
        </span>
      ))}
      {page.outdoor && t('hours.outdoorFrom', { place: page.outdoor.placeTitle })}
    </>
  )
}
