import { useMemo } from 'react'
import { alignPrevious, type PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { useAirWord } from '../../parts/AirMark.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { useZoom } from '../energy/useZoom.js'
import type { EnvironmentPanelProps } from './panel-props.js'
import { useSeries } from './useEnvironmentPage.js'
import { usePointName, useSubtitle } from './useEnvironmentText.js'
import { useStableList } from './useStableList.js'

/** Gases, a plot each: the mean with its min–max band, the bound it is nearest to, and the period before. */
export function GasesPanel(props: EnvironmentPanelProps) {
  const gases = useStableList(props.environment.points.gases.slice(0, 4))
  return gases.length === 0 ? null : <Gases {...props} ids={gases} />
}

function Gases({ site, environment, page, ids }: EnvironmentPanelProps & { ids: string[] }) {
  const t = useText('environment')
  const common = useText('common')
  const word = useAirWord()
  const { range, earlier, compare } = page
  const format = useFormat(range.zone)
  const name = usePointName(page.points, ids)
  const { answer, windows, path } = useSeries(ids, page, range)
  const before = useSeries(ids, page, earlier).windows
  const previousFrom = earlier?.from ?? null
  const plots = useMemo(
    () =>
      ids.map((id, i): PlotData => {
        const own = windows.get(id) ?? []
        const old = before.get(id) ?? []
        const bounds = environment.air?.pollutants.find(({ point }) => point === id)?.bounds ?? []
        const near = nearestBound(own, bounds)
        return {
          id,
          unitTitle: `${name(id)}, µg/m³`,
          unit: page.points.get(id)?.unit ?? 'ug/m3',
          base: 'zero',
          height: 132,
          series: [
            {
              id,
              title: name(id),
              tone: i === 0 ? 1 : 3,
              shape: 'line',
              solid: true,
              band: true,
              windows: own,
              ...(previousFrom === null || old.length === 0
                ? {}
                : {
                    previous: alignPrevious(old, {
                      previousFrom,
                      from: range.from,
                      zone: range.zone,
                    }),
                    previousTitle: common(`time.with.${compare}`),
                  }),
            },
          ],
          limits:
            near === null
              ? []
              : [
                  {
                    value: near.value,
                    text: t('gases.bound', {
                      value: format.number(near.value),
                      lower: word(near.level),
                      upper: word(near.level + 1),
                    }),
                    soft: true,
                  },
                ],
        }
      }),
    [
      ids,
      windows,
      before,
      environment,
      page.points,
      name,
      previousFrom,
      range.from,
      range.zone,
      compare,
      word,
      format,
      t,
      common,
    ],
  )
  const table = useChartTable(t('gases.title'), plots)
  const zoom = useZoom()

  return (
    <Panel
      id="gases"
      title={t('gases.title')}
      subtitle={useSubtitle(site, page, 'mean')}
      span={environment.points.noise.length > 0 ? 6 : 12}
      tools={{ table, api: path, picture: true }}
      zone={range.zone}
      foot={t('gases.foot')}
    >
      <Loaded what={t('gases.title')} answer={answer} height={300}>
        {() => (
          <LazyChart
            name={t('gases.title')}
            plots={plots}
            from={range.from}
            to={range.to}
            until={range.until}
            zone={range.zone}
            onSelect={zoom}
          />
        )}
      </Loaded>
    </Panel>
  )
}

/** The lowest bound that lies above what is usual in the windows: their median. */
function nearestBound(
  windows: readonly { value: number | null }[],
  bounds: readonly number[],
): { value: number; level: number } | null {
  const known = windows
    .flatMap(({ value }) => (value === null ? [] : [value]))
    .sort((a, b) => a - b)
  const median = known[Math.floor(known.length / 2)]
  if (median === undefined) return null
  const at = bounds.findIndex((bound) => bound > median)
  const value = bounds[at]
  return value === undefined ? null : { value, level: at + 1 }
}
