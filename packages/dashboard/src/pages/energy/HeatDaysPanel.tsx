import type { Site, SiteEnergy } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle } from '../../app/range.js'
import { alignPrevious, type PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { energyBars, isComparable } from './energy-figures.js'
import type { EnergyPage } from './useEnergyPage.js'
import { useHeatDays } from './useHeatDays.js'
import { useZoom } from './useZoom.js'

type HeatDaysPanelProps = { site: Site; energy: SiteEnergy; page: EnergyPage }

/** Heat per local day of the period; of a single day, that day and the six before it. */
export function HeatDaysPanel({ site, energy, page }: HeatDaysPanelProps) {
  if (!energy.carriers.some(({ carrier }) => carrier === 'heat')) return null
  return <HeatDays site={site} page={page} />
}

function HeatDays({ site, page }: Omit<HeatDaysPanelProps, 'energy'>) {
  const t = useText('energy')
  const common = useText('common')
  const days = useHeatDays(site, page)
  const { range, earlier, earlierName, before } = days
  const { zone } = range
  const format = useFormat(zone)
  const energy = days.answer.data
  const previousFrom = earlier?.from ?? null
  const plots = useMemo((): readonly PlotData[] => {
    const previous = energyBars(before?.carriers[0])
    const compared =
      previousFrom === null || !isComparable(previous)
        ? {}
        : {
            previous: alignPrevious(previous, { previousFrom, from: range.from, zone }),
            previousTitle: earlierName,
          }
    return [
      {
        id: 'heat-days',
        unitTitle: 'kWh',
        unit: 'kWh',
        base: 'zero',
        height: 240,
        series: [
          {
            id: 'heat',
            title: common('carrier.heat'),
            tone: 2,
            shape: 'bars',
            windows: energyBars(energy?.carriers[0]),
            ...compared,
          },
        ],
      },
    ]
  }, [energy, before, previousFrom, range.from, zone, earlierName, common])
  const table = useChartTable(t('days.title'), plots)
  const zoom = useZoom()

  return (
    <Panel
      id="heat-days"
      title={t('days.title')}
      subtitle={[rangeTitle(range, format), t('days.method'), common(`source.${site.source}`)].join(
        ' · ',
      )}
      tools={{
        table,
        api: days.apiPath,
        files: days.readingsPath,
        picture: true,
        small: true,
      }}
      zone={zone}
    >
      <Loaded what={t('days.title')} answer={days.answer}>
        {() => (
          <LazyChart
            name={t('days.title')}
            plots={plots}
            from={range.from}
            to={range.to}
            until={range.until}
            zone={zone}
            onSelect={zoom}
          />
        )}
      </Loaded>
    </Panel>
  )
}
