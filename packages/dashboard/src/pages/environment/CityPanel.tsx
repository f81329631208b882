import { useMemo } from 'react'
import type { PlotData } from '../../charts/chart-data.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import type { EnvironmentPanelProps } from './panel-props.js'
import { SumMultiple } from './SumMultiple.js'
import { useSeries } from './useEnvironmentPage.js'
import { useSubtitle } from './useEnvironmentText.js'
import { useStableList } from './useStableList.js'

const COUNTS = ['traffic-count', 'bicycle-count', 'pedestrian-count']

/** Vehicles, bicycles and pedestrians by place: the sum of the range, and when they came. */
export function CityPanel(props: EnvironmentPanelProps) {
  const { environment, page } = props
  const ids = useStableList(
    environment.points.city.filter((id) => COUNTS.includes(page.points.get(id)?.metric ?? '')),
  )
  return ids.length === 0 ? null : <Counts {...props} ids={ids} />
}

function Counts({ site, page, ids }: EnvironmentPanelProps & { ids: string[] }) {
  const t = useText('environment')
  const format = useFormat()
  const { answer, windows, path } = useSeries(ids, page, page.range)
  const before = useSeries(ids, page, page.earlier).windows
  const points = ids
    .flatMap((id) => page.points.get(id) ?? [])
    .sort(
      (a, b) =>
        COUNTS.indexOf(a.metric) - COUNTS.indexOf(b.metric) ||
        a.placeTitle.localeCompare(b.placeTitle, 'da'),
    )
  const plots = useMemo(
    (): readonly PlotData[] =>
      ids.flatMap((id) => {
        const point = page.points.get(id)
        if (!point) return []
        const title = `${format.title(point.title)}, ${point.placeTitle}`
        const series = { id, title, tone: 6, shape: 'bars', decimals: 0 } as const
        return [
          {
            id,
            unitTitle: '',
            unit: point.unit,
            series: [{ ...series, windows: windows.get(id) ?? [] }],
          },
        ]
      }),
    [ids, page.points, windows, format],
  )
  const table = useChartTable(t('city.title'), plots)
  return (
    <Panel
      id="city"
      title={t('city.title')}
      subtitle={useSubtitle(site, page, 'sum')}
      span={12}
      tools={{ table, api: path, picture: true }}
      zone={page.range.zone}
    >
      <Loaded what={t('city.title')} answer={answer} height={140}>
        {() => (
          <div className="multiples">
            {points.map((point) => (
              <SumMultiple
                key={point.id}
                point={point}
                page={page}
                windows={windows.get(point.id) ?? []}
                before={before.get(point.id)}
                placed
              />
            ))}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}
