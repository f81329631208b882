import type { Site, SiteEnergy } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle, resolveRange, spanParams } from '../../app/range.js'
import { alignPrevious, type PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { apiPath } from '../../data/fetch.js'
import { useEnergy } from '../../data/queries.js'
import { addToDate, localDate } from '../../format/zone.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { energyBars } from './energy-figures.js'
import { comparesOf, earlierRange, periodName } from './energy-range.js'
import type { EnergyPage } from './useEnergyPage.js'
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
  const range = daysRange(page)
  const { zone } = range
  const format = useFormat(zone)
  const compare = comparesOf(range).all.find((name) => name === page.compare) ?? 'previous'
  const earlier = page.compare === 'none' ? null : earlierRange(range, compare)
  const asked = { ...spanParams(range), window: 'P1D', carrier: 'heat' } as const
  const now = useEnergy(site.id, asked)
  const then = useEnergy(
    site.id,
    { ...asked, ...spanParams(earlier ?? range) },
    { enabled: earlier !== null },
  )
  const energy = now.data
  const before = earlier === null ? undefined : then.data
  const earlierName = earlier === null ? '' : periodName(earlier, format)
  const previousFrom = earlier?.from ?? null
  const plots = useMemo((): readonly PlotData[] => {
    const previous = energyBars(before?.carriers[0])
    const compared =
      previousFrom === null || previous.length === 0
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
        api: apiPath(`/sites/${site.id}/energy`, asked),
        picture: true,
        small: true,
      }}
      zone={zone}
    >
      <Loaded what={t('days.title')} answer={now}>
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

function daysRange({ range }: EnergyPage) {
  if (range.to - range.from > 36 * 3_600_000) return range
  const to = addToDate(localDate(range.to - 1, range.zone), { days: 1 })
  const from = addToDate(to, { days: -7 })
  const context = { now: range.until, zone: range.zone, fallback: 'today' } as const
  return resolveRange({ from, to }, context)
}
