import type { HeatMeter, Site } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle } from '../../app/range.js'
import { alignPrevious, type PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Panel } from '../../parts/Panel.js'
import { coolingLine, isComparable, isDense, meterStrip, tooLittleWater } from './energy-figures.js'
import type { EnergyPage } from './useEnergyPage.js'
import { useHeatDays } from './useHeatDays.js'
import { useZoom } from './useZoom.js'

type CoolingPanelProps = { site: Site; meter: HeatMeter; page: EnergyPage; many: boolean }

/** How much a heat meter's water was cooled, window by window, weighted by flow. */
export function CoolingPanel({ site, meter, page, many }: CoolingPanelProps) {
  const t = useText('energy')
  const common = useText('common')
  const { shown, daily } = useMeterView(site, meter, page)
  const { range, earlier, earlierName, apiPath, earlierMeter } = shown
  const format = useFormat(range.zone)
  const previousFrom = earlier?.from ?? null
  const plots = useMemo(
    (): readonly PlotData[] => [
      {
        id: 'cooling',
        unitTitle: '°C',
        unit: 'Cel',
        height: 200,
        series: [
          {
            id: 'cooling',
            title: t('cooling.series'),
            tone: 2,
            shape: 'line',
            solid: true,
            windows: coolingLine(shown.meter),
            ...(previousFrom !== null && isComparable(coolingLine(earlierMeter))
              ? {
                  previous: alignPrevious(coolingLine(earlierMeter), {
                    previousFrom,
                    from: range.from,
                    zone: range.zone,
                  }),
                  previousTitle: earlierName,
                }
              : {}),
          },
        ],
      },
    ],
    [shown.meter, earlierMeter, previousFrom, range.from, range.zone, earlierName, t],
  )
  const strip = useMemo(() => meterStrip(shown.meter, range.until), [shown.meter, range.until])
  const table = useChartTable(t('cooling.title'), plots)
  const skipped = tooLittleWater(shown.meter)
  const { deltaT, m3PerMwh, supplyCel, returnCel } = shown.meter.total

  return (
    <Panel
      id={`cooling-${meter.place}`}
      title={t('cooling.title')}
      subtitle={[
        meter.placeTitle,
        rangeTitle(range, format),
        t(`cooling.method.${meter.method}`),
        ...(daily ? [t('cooling.daily')] : []),
        common(`source.${site.source}`),
      ].join(' · ')}
      span={many ? 6 : 12}
      tools={{ table, api: apiPath, files: page.readingsPath, picture: true }}
      zone={range.zone}
      foot={[
        deltaT === null || supplyCel === null || returnCel === null
          ? t('cooling.none')
          : t('cooling.total', {
              deltaT: format.quantity(deltaT, 'Cel', 1),
              supply: format.quantity(supplyCel, 'Cel', 1),
              back: format.quantity(returnCel, 'Cel', 1),
            }),
        m3PerMwh === null ? '' : t('cooling.volume', { volume: format.number(m3PerMwh, 1) }),
        skipped === 0 ? '' : t('cooling.skipped', { count: skipped }),
      ]
        .filter((part) => part !== '')
        .join(' ')}
    >
      <LazyChart
        name={t('cooling.title')}
        plots={plots}
        from={range.from}
        to={range.to}
        until={range.until}
        zone={range.zone}
        strip={strip}
        holeMs={Number.POSITIVE_INFINITY}
        onSelect={useZoom()}
      />
    </Panel>
  )
}

/**
 * The meter's windows as the page asked for them; or its days, where so little water flows that most
 * hours cannot tell a temperature.
 */
function useMeterView(site: Site, meter: HeatMeter, page: EnergyPage) {
  const sparse = page.size === 'PT1H' && !isDense(meter)
  const days = useHeatDays(site, page, sparse)
  const ofPlace = ({ place }: HeatMeter) => place === meter.place
  const byDay = sparse ? days.answer.data?.heatMeters.find(ofPlace) : undefined
  if (byDay) {
    const earlierMeter = days.before?.heatMeters.find(ofPlace)
    return { daily: true, shown: { ...days, meter: byDay, earlierMeter } }
  }
  const earlierMeter = page.before?.heatMeters.find(ofPlace)
  return { daily: false, shown: { ...page, meter, earlierMeter } }
}
