import { useMemo } from 'react'
import type { PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useChartTable } from '../../charts/useChartTable.js'
import { useFormat, useText } from '../../i18n/language.js'
import { Loaded } from '../../parts/Loaded.js'
import { Panel } from '../../parts/Panel.js'
import type { Tone } from '../../parts/tone.js'
import { useRuleText } from '../../parts/useRuleText.js'
import { useZoom } from '../energy/useZoom.js'
import type { EnvironmentPanelProps } from './panel-props.js'
import { type EnvironmentPage, useSeries } from './useEnvironmentPage.js'
import { usePointName, useSubtitle, windowName } from './useEnvironmentText.js'
import { useStableList } from './useStableList.js'
import { useSuspects } from './useSuspects.js'

/** Fine particles in the first, coarse ones in the second, by place. */
const TONES: Readonly<Record<string, readonly Tone[]>> = { 'pm2-5': [3, 1, 5], pm10: [2, 4, 6] }
/** WHO 2021, day means, µg/m³. */
const WHO_DAY = [
  { metric: 'pm10', value: 45 },
  { metric: 'pm2-5', value: 15 },
] as const

/** Particles by place, with the WHO's day values for orientation and suspect readings beside the lines. */
export function ParticlesPanel(props: EnvironmentPanelProps) {
  const { environment, page } = props
  const particles = useStableList(
    environment.points.particles
      .flatMap((id) => page.points.get(id) ?? [])
      .filter(({ metric }) => metric in TONES)
      .sort((a, b) => b.metric.localeCompare(a.metric) || a.id.localeCompare(b.id))
      .map(({ id }) => id)
      .slice(0, 6),
  )
  return particles.length === 0 ? null : <Particles {...props} ids={particles} />
}

function Particles({ site, environment, page, ids }: EnvironmentPanelProps & { ids: string[] }) {
  const t = useText('environment')
  const { range, size, points } = page
  const format = useFormat(range.zone)
  const rule = useRuleText()
  const name = usePointName(points, ids)
  const { answer, windows, path } = useSeries(ids, page, range)
  const suspects = useSuspects(windows, page)
  const rows = environment.air?.pollutants.length ?? 0
  const plots = useMemo(
    (): readonly PlotData[] => [
      {
        id: 'particles',
        unitTitle: 'µg/m³',
        unit: 'ug/m3',
        base: 'zero',
        height: 300 + Math.max(0, rows - 3) * 50,
        series: ids.map((id) => ({
          id,
          title: name(id),
          tone: toneOf(id, ids, points),
          shape: 'line' as const,
          windows: windows.get(id) ?? [],
          ...(ids.length <= 2 ? { endLabel: name(id) } : {}),
        })),
        limits: WHO_DAY.filter(({ metric }) =>
          ids.some((id) => points.get(id)?.metric === metric),
        ).map(({ metric, value }) => ({
          value,
          text: t(`particles.who.${metric}`, { value }),
          soft: size !== 'P1D',
          at: 'left' as const,
        })),
        suspects: suspects.map(({ at, value }) => ({
          at,
          value,
          text: `${format.quantity(value, 'ug/m3', 0)} ${format.clock(at)}`,
        })),
      },
    ],
    [ids, name, windows, points, size, suspects, rows, format, t],
  )
  const table = useChartTable(t('particles.title'), plots)
  const zoom = useZoom()

  return (
    <Panel
      id="particles"
      title={t('particles.title')}
      subtitle={useSubtitle(site, page, 'mean')}
      span={environment.air ? 7 : 12}
      tools={{ table, api: path, picture: true }}
      zone={range.zone}
      foot={[
        t('particles.foot', {
          window: t(`window.${windowName(size)}`),
        }),
        ...suspects.map((one) =>
          t('suspect', {
            point: name(one.point),
            value: format.quantity(one.value, 'ug/m3', 0),
            time: format.dateTime(one.at),
            rule: one.rule === null ? '' : rule(one.rule),
          }),
        ),
      ].join(' ')}
    >
      <Loaded what={t('particles.title')} answer={answer} height={300}>
        {() => (
          <LazyChart
            name={t('particles.title')}
            plots={plots}
            from={range.from}
            to={range.to}
            until={range.until}
            zone={range.zone}
            {...(suspects.length > 0
              ? { legend: [{ label: t('suspectLegend'), shape: 'suspect' as const }] }
              : {})}
            onSelect={zoom}
          />
        )}
      </Loaded>
    </Panel>
  )
}

/** The tone of a point: its metric's own, the next one for each further place. */
function toneOf(id: string, ids: readonly string[], points: EnvironmentPage['points']): Tone {
  const metric = points.get(id)?.metric ?? ''
  const same = ids.filter((one) => points.get(one)?.metric === metric)
  return TONES[metric]?.[same.indexOf(id)] ?? 6
}
