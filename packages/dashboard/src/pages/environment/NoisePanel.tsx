import type { NoiseDay } from '@bypuls/model'
import { useMemo } from 'react'
import type { PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Coverage } from '../../parts/Coverage.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import type { Tone } from '../../parts/tone.js'
import { useZoom } from '../energy/useZoom.js'
import { dayParts } from './day-parts.js'
import type { EnvironmentPanelProps } from './panel-props.js'
import { useSeries } from './useEnvironmentPage.js'
import { usePointName, useSubtitle } from './useEnvironmentText.js'
import { useStableList } from './useStableList.js'

const TONES: readonly Tone[] = [4, 1, 3, 2, 5, 6]
/** The Danish guideline for homes and schools along roads, Lden of a year, dB. */
const GUIDELINE_DB = 58
const DAY = 86_400_000

/** Sound level as energy means, day, evening and night on the ground, and the Lden-like level of the span. */
export function NoisePanel(props: EnvironmentPanelProps) {
  const noise = useStableList(
    props.environment.points.noise
      .filter((id) => props.page.points.get(id)?.metric === 'noise-laeq')
      .slice(0, 6),
  )
  return noise.length === 0 ? null : <Noise {...props} ids={noise} />
}

function Noise({ site, environment, page, ids }: EnvironmentPanelProps & { ids: string[] }) {
  const t = useText('environment')
  const { range } = page
  const name = usePointName(page.points, ids)
  const { answer, windows, path } = useSeries(ids, page, range)
  const plots = useMemo(
    (): readonly PlotData[] => [
      {
        id: 'noise',
        unitTitle: 'dB(A)',
        unit: 'dB(A)',
        base: 'level',
        height: 250,
        series: ids.map((id, i) => ({
          id,
          title: name(id),
          tone: TONES[i] ?? 6,
          shape: 'line' as const,
          solid: ids.length === 1,
          decimals: 1,
          windows: windows.get(id) ?? [],
        })),
        limits: [{ value: GUIDELINE_DB, text: t('noise.guideline', { value: GUIDELINE_DB }) }],
      },
    ],
    [ids, windows, name, t],
  )
  const { from, to, zone } = range
  const shades = useMemo(() => {
    const days = (to - from) / DAY
    if (days > 10.5) return []
    const parts = dayParts({ from, to }, zone).map(({ part, ...shade }) => ({
      ...shade,
      plain: part !== 'night',
      text: t(`noise.part.${part}`),
    }))
    return days > 2.5
      ? parts.filter(({ plain }) => !plain).map(({ from, to }) => ({ from, to }))
      : parts
  }, [from, to, zone, t])
  const table = useChartTable(t('noise.title'), plots)
  const zoom = useZoom()

  return (
    <Panel
      id="noise"
      title={t('noise.title')}
      subtitle={useSubtitle(site, page, 'energy')}
      beside={<span className="chip">{t('indicative')}</span>}
      span={environment.points.gases.length > 0 ? 6 : 12}
      tools={{ table, api: path, picture: true }}
      zone={range.zone}
      foot={t('noise.foot')}
    >
      <Levels noise={environment.noise} />
      <Loaded what={t('noise.title')} answer={answer} height={250}>
        {() => (
          <LazyChart
            name={t('noise.title')}
            plots={plots}
            from={range.from}
            to={range.to}
            until={range.until}
            zone={range.zone}
            shades={shades}
            onSelect={zoom}
          />
        )}
      </Loaded>
    </Panel>
  )
}

/** The Lden-like level of each microphone in the span; a word where a part of the day is too thin. */
function Levels({ noise }: { noise: readonly NoiseDay[] }) {
  const t = useText('environment')
  const common = useText('common')
  const format = useFormat()
  const level = (value: number | null) => (value === null ? '–' : format.number(value, 1))
  return (
    <ul className="noise-levels">
      {noise.map(({ point, placeTitle, lden, day, evening, night, coverage }) => (
        <li key={point}>
          {placeTitle}:{' '}
          {lden === null ? (
            <span className="quiet-2">{`${t('noise.lden')} ${common('insufficient').toLowerCase()}`}</span>
          ) : (
            <b>{`${t('noise.lden')} ${format.quantity(lden, 'dB', 1)}`}</b>
          )}{' '}
          <span className="quiet-3">
            {'· '}
            {t('noise.parts', { day: level(day), evening: level(evening), night: level(night) })}
          </span>{' '}
          <Coverage share={coverage} />
        </li>
      ))}
    </ul>
  )
}
