import type { IndoorClimate, IndoorMetric, Room, Site, SiteIndoor } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Panel } from '../../parts/Panel.js'
import { Segments } from '../../parts/Segments.js'
import type { TableData } from '../../parts/table.js'
import { CategoryLegend } from './CategoryLegend.js'
import { barScale, shareUpToII } from './indoor-figures.js'
import { RoomsTable } from './RoomsTable.js'
import type { IndoorPage } from './useIndoorPage.js'

type RoomsPanelProps = {
  site: Site
  indoor: SiteIndoor
  climate: IndoorClimate
  page: IndoorPage
  room: Room | undefined
}

/** Rooms by hours (or days, or weeks) as a table of small bars, with the metric to choose. */
export function RoomsPanel({ site, indoor, climate, page, room }: RoomsPanelProps) {
  const t = useText('indoor')
  const common = useText('common')
  const { range } = page
  const format = useFormat(range.zone)
  const [, change] = useSearchState()
  const title = t(`rooms.title.${columnName(indoor.window)}`)
  const scale = useMemo(
    () => barScale(climate, indoor.outdoorCo2Ppm),
    [climate, indoor.outdoorCo2Ppm],
  )
  return (
    <Panel
      id="rooms"
      title={title}
      subtitle={[
        t(`metric.${climate.metric}`),
        rangeTitle(range, format),
        t(`rooms.method.${columnName(indoor.window)}`),
        t('rooms.standard', { ppm: format.number(indoor.outdoorCo2Ppm) }),
        common(`source.${site.source}`),
      ].join(' · ')}
      beside={
        indoor.climates.length > 1 && (
          <Segments<IndoorMetric>
            label={t('rooms.quantity')}
            options={indoor.climates.map(({ metric }) => ({
              value: metric,
              label: t(`metric.${metric}`),
            }))}
            chosen={climate.metric}
            onChoose={(metric) => change({ show: metric === 'co2' ? undefined : metric })}
          />
        )
      }
      span={12}
      tools={{ table: useRoomsTable(climate, title), api: page.apiPath }}
      zone={range.zone}
      foot={
        <>
          <span className="use-key" aria-hidden="true" /> {t('rooms.use')}{' '}
          {climate.metric === 'co2' && t('rooms.br18')}
        </>
      }
    >
      <CategoryLegend climate={climate}>
        {indoor.window === 'PT1H'
          ? t('rooms.height', {
              metric: t(`metric.${climate.metric}`),
              low: format.number(scale.low),
              high: format.quantity(scale.high, climate.unit, 0),
            })
          : t('rooms.stack')}
      </CategoryLegend>
      <RoomsTable {...{ climate, page, scale, room, title }} size={indoor.window} />
    </Panel>
  )
}

/** The columns as a key of the texts. */
function columnName(size: string): 'hour' | 'day' | 'week' | 'month' {
  if (size === 'P1D') return 'day'
  if (size === 'P1W') return 'week'
  return size === 'P1M' ? 'month' : 'hour'
}

/** The exact numbers behind the bars, a row per room and window. */
function useRoomsTable(climate: IndoorClimate, caption: string): TableData {
  const t = useText('indoor')
  const common = useText('common')
  return useMemo(
    () => ({
      caption,
      columns: [
        { title: t('rooms.room'), kind: 'text' },
        { title: common('chart.start'), kind: 'time' },
        { title: common('chart.end'), kind: 'time' },
        { title: t(`metric.${climate.metric}`), kind: 'number', unit: climate.unit, decimals: 1 },
        { title: t('category'), kind: 'number', decimals: 0 },
        { title: t('rooms.occupied'), kind: 'share' },
        { title: t('rooms.upToII'), kind: 'share' },
        { title: common('chart.coverageColumn'), kind: 'share' },
        { title: common('chart.qualityColumn'), kind: 'text' },
      ],
      rows: climate.rooms.flatMap(({ placeTitle, windows }) =>
        windows.map(({ start, end, value, category, occupied, shares, coverage, quality }) => [
          placeTitle,
          Date.parse(start),
          Date.parse(end),
          value,
          category,
          occupied,
          shareUpToII({ shares }),
          coverage,
          common(`quality.${quality}`),
        ]),
      ),
    }),
    [climate, caption, t, common],
  )
}
