import type { PointDetail } from '@bypuls/model'
import { useMemo } from 'react'
import { rangeTitle } from '../../app/range.js'
import { useSearchState } from '../../app/search.js'
import type { PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { addToDate, localDate } from '../../format/zone.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Empty } from '../../parts/Empty.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import { useRuleText } from '../../parts/useRuleText.js'
import { useZoom } from '../energy/useZoom.js'
import { isAmount, toneOf } from './point-view.js'
import { useMethodText } from './useMethodText.js'
import type { PointView, Suspect } from './usePointView.js'

type HistoryPanelProps = { point: PointDetail; view: PointView }

const MINUTE = 60_000

/** The point over time: line with min–max band, or bars of amounts; holes, suspects, device changes. */
export function HistoryPanel({ point, view }: HistoryPanelProps) {
  const t = useText('point')
  const common = useText('common')
  const { range, answer, path, readingsPath } = view
  const format = useFormat(range.zone)
  const methodText = useMethodText()
  const plots = usePlots(point, view)
  const table = useChartTable(t('history.title'), plots)
  const onSelect = useZoom(MINUTE)
  const series = answer.data
  const narrow = globalThis.innerWidth <= 640
  const events = point.devices
    .filter(({ newFirst }) => newFirst !== null)
    .map(({ from }) => ({
      at: Date.parse(from),
      text: narrow ? t('history.swapShort') : t('history.swap'),
    }))
    .filter(({ at }) => at >= range.from && at < range.to)
  const empty = series?.windows.every(({ value }) => value === null) ?? false

  return (
    <Panel
      id="history"
      title={t('history.title')}
      subtitle={[
        rangeTitle(range, format),
        series
          ? `${common(`time.window.${sizeKey(series.window)}`)}, ${methodText(series.method)}`
          : '',
        common(`source.${point.source}`),
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      tools={{ table, api: path, files: readingsPath, picture: true }}
      zone={range.zone}
      foot={empty ? undefined : t('history.foot')}
    >
      <Loaded what={t('history.title')} answer={answer} height={320}>
        {() =>
          empty ? (
            <Nothing point={point} />
          ) : (
            <LazyChart
              name={`${format.title(point.title)}, ${point.placeTitle}`}
              summary={rangeTitle(range, format)}
              plots={plots}
              from={range.from}
              to={range.to}
              until={range.until}
              zone={range.zone}
              events={events}
              {...(point.expectedIntervalMs === null
                ? {}
                : { holeMs: 3 * point.expectedIntervalMs })}
              onSelect={onSelect}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}

/** Why there is nothing, and a way to what there is: the week up to the newest reading. */
function Nothing({ point }: { point: PointDetail }) {
  const t = useText('point')
  const common = useText('common')
  const format = useFormat(point.timezone)
  const [, change] = useSearchState()
  if (point.latest.observedAt === null)
    return <Empty title={common('chart.empty')} text={common('state.never')} />
  const newest = Date.parse(point.latest.observedAt)
  const to = addToDate(localDate(newest, point.timezone), { days: 1 })
  const from = addToDate(to, { days: -7 })
  return (
    <Empty
      title={common('chart.empty')}
      text={t('history.lastHeard', { time: format.dateTime(newest) })}
    >
      <button
        type="button"
        className="button"
        onClick={() => change({ from, to, range: undefined, window: undefined })}
      >
        {t('history.weekBefore', { date: format.shortDate(newest) })}
      </button>
    </Empty>
  )
}

/** Which marked readings get words: those of neighbours would lie on top of each other. */
function spaced(suspects: readonly Suspect[], apartMs: number) {
  let last = Number.NEGATIVE_INFINITY
  return suspects.map((suspect) => {
    const worded = suspect.at - last >= apartMs
    if (worded) last = suspect.at
    return { ...suspect, worded }
  })
}

function usePlots(
  point: PointDetail,
  { answer, windows, suspects, range }: PointView,
): readonly PlotData[] {
  const ruleText = useRuleText()
  const format = useFormat(point.timezone)
  const series = answer.data
  const dayed = range.to - range.from > 36 * 3_600_000
  const marks = spaced(suspects, (range.to - range.from) / 3).map(({ worded, at, value, rule }) => {
    const words = [
      format.quantity(value, point.unit),
      dayed ? `${format.shortDate(at)} ${format.clock(at)}` : format.clock(at),
      rule ? ruleText(rule) : '',
    ]
    return { at, value, text: worded ? words.filter((word) => word !== '').join(', ') : '' }
  })
  const key = JSON.stringify(marks)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what the marks are
  return useMemo((): readonly PlotData[] => {
    if (!series) return []
    const amount = isAmount(series)
    return [
      {
        id: 'point',
        unitTitle: format.unit(series.unit) || format.title(point.title),
        unit: series.unit,
        base: amount ? 'zero' : 'level',
        height: 300,
        suspects: marks,
        series: [
          {
            id: 'value',
            title: format.title(point.title),
            tone: toneOf(point),
            shape: amount ? 'bars' : 'line',
            band: !amount,
            solid: true,
            windows,
            decimals: 2,
          },
        ],
      },
    ]
  }, [series, windows, key, point.id, format])
}

type SizeKey =
  | 'PT1M'
  | 'PT5M'
  | 'PT10M'
  | 'PT15M'
  | 'PT30M'
  | 'PT1H'
  | 'P1D'
  | 'P1W'
  | 'P1M'
  | 'P1Y'

/** Every window size has its word. */
function sizeKey(size: SizeKey): SizeKey {
  return size
}
