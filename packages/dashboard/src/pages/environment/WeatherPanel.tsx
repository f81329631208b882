import type { Point } from '@bypuls/model'
import { useMemo } from 'react'
import type { ChartWindow, PlotData } from '../../charts/chart-data.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { Multiple, NowFigure } from './Multiple.js'
import type { EnvironmentPanelProps } from './panel-props.js'
import { SumMultiple } from './SumMultiple.js'
import { type EnvironmentPage, useSeries } from './useEnvironmentPage.js'
import { useSubtitle } from './useEnvironmentText.js'
import { useStableList } from './useStableList.js'
import { Wind } from './Wind.js'
import { changeOver, extremes } from './weather-figures.js'

const WIND = ['wind-speed', 'wind-gust', 'wind-direction']
const HOUR = 3_600_000

/** The weather at the site as small multiples, wind with its directions. */
export function WeatherPanel(props: EnvironmentPanelProps) {
  return props.environment.points.weather.length === 0 ? null : <Weather {...props} />
}

function Weather({ site, environment, page }: EnvironmentPanelProps) {
  const t = useText('environment')
  const format = useFormat()
  const ids = useStableList(environment.points.weather)
  const { answer, windows, path } = useSeries(ids, page, page.range)
  const points = inOrder(ids.flatMap((id) => page.points.get(id) ?? []))
  const places = [...new Set(points.map(({ placeTitle }) => placeTitle))]
  const main = points[0]?.placeTitle
  const plots = useMemo(
    (): readonly PlotData[] =>
      ids.flatMap((id) => {
        const point = page.points.get(id)
        if (!point) return []
        const { title, unit } = point
        const series = { id, title: format.title(title), tone: 6, shape: 'line' } as const
        return [
          { id, unitTitle: unit, unit, series: [{ ...series, windows: windows.get(id) ?? [] }] },
        ]
      }),
    [ids, page.points, windows, format],
  )
  const table = useChartTable(t('weather.title'), plots)
  const of = (metric: string) => points.filter((point) => point.metric === metric)

  return (
    <Panel
      id="weather"
      title={t('weather.title')}
      subtitle={`${places.join(', ')} · ${useSubtitle(site, page, 'mean')}`}
      span={12}
      tools={{ table, api: path, picture: true }}
      zone={page.range.zone}
    >
      <Loaded what={t('weather.title')} answer={answer} height={140}>
        {() => (
          <div className="multiples">
            {points
              .filter(({ metric }) => !WIND.includes(metric) && metric !== 'rain')
              .slice(0, 1)
              .map((point) => (
                <Quantity key={point.id} {...{ point, page, windows, main }} />
              ))}
            {of('wind-speed').map((speed) => (
              <Wind key={speed.id} {...{ speed, points, page, windows }} />
            ))}
            {of('rain').map((point) => (
              <SumMultiple
                key={point.id}
                {...{ point, page }}
                windows={windows.get(point.id) ?? []}
              />
            ))}
            {points
              .filter(({ metric }) => !WIND.includes(metric) && metric !== 'rain')
              .slice(1)
              .map((point) => (
                <Quantity key={point.id} {...{ point, page, windows, main }} />
              ))}
          </div>
        )}
      </Loaded>
    </Panel>
  )
}

const ORDER = [
  'outdoor-temperature',
  'air-pressure',
  'outdoor-humidity',
  'solar-irradiance',
  'illuminance',
]

/** What people look for first; the rest as they come, and each place's together. */
function inOrder(points: readonly Point[]): readonly Point[] {
  const rank = ({ metric }: Point) =>
    (ORDER.indexOf(metric) + ORDER.length + 1) % (ORDER.length + 1)
  return [...points].sort(
    (a, b) => rank(a) - rank(b) || a.metric.localeCompare(b.metric) || a.id.localeCompare(b.id),
  )
}

type QuantityProps = {
  point: Point
  page: EnvironmentPage
  windows: ReadonlyMap<string, readonly ChartWindow[]>
  main: string | undefined
}

/** A level over time with its lowest and highest reading; of the air pressure its tendency. */
function Quantity({ point, page, windows, main }: QuantityProps) {
  const t = useText('environment')
  const { range } = page
  const format = useFormat(range.zone)
  const own = windows.get(point.id) ?? []
  const ends = extremes(own)
  const change = point.metric === 'air-pressure' ? changeOver(own, 6 * HOUR) : null
  const when = (at: { start: number }) =>
    page.size === 'P1D' || page.size === 'P1M'
      ? format.date(at.start)
      : range.to - range.from > 26 * HOUR
        ? format.dateTime(at.start)
        : t('at', { time: format.clock(at.start) })
  return (
    <Multiple
      point={point}
      range={range}
      windows={own}
      placed={point.placeTitle !== main}
      figure={<NowFigure {...{ point, range }} windows={own} latest={page.latest.get(point.id)} />}
    >
      <p className="multiple-note">
        {change !== null
          ? t(change < 0 ? 'weather.falling' : 'weather.rising', {
              change: format.quantity(change, point.unit, 1),
            })
          : ends !== null &&
            t('weather.extremes', {
              low: format.figure(ends.low.value),
              lowAt: when(ends.low),
              high: format.figure(ends.high.value),
              highAt: when(ends.high),
            })}
      </p>
    </Multiple>
  )
}
