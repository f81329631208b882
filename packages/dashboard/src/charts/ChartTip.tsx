import { useFormat, useText } from '../i18n/language.js'
import { LegendMark } from '../parts/Legend.js'
import type { Reading } from './reading.js'

type ChartTipProps = {
  readings: readonly Reading[]
  start: number
  end: number
  zone: string
  /** px from the figure's left edge; the box flips to the other side of the crosshair. */
  x: number
  flip: boolean
  locked: boolean
}

/** A window's values, then how many readings they are made of and how good they are. */
export function ChartTip({ readings, start, end, zone, x, flip, locked }: ChartTipProps) {
  const t = useText('common')
  const format = useFormat(zone)
  const first = readings.find((reading) => reading.window !== undefined)?.window
  return (
    <div
      className={locked ? 'chart-tip chart-tip-locked' : 'chart-tip'}
      style={flip ? { right: `calc(100% - ${x}px + 10px)` } : { left: x + 10 }}
    >
      <h4>{format.window(start, end)}</h4>
      <dl>
        {readings.map((reading) => (
          <div key={reading.id}>
            <dt>
              <LegendMark tone={reading.tone} shape={reading.shape} />
              {reading.title}
            </dt>
            <dd>
              {reading.value === null
                ? t('chart.noValue')
                : format.quantity(reading.value, reading.unit, reading.decimals)}
            </dd>
          </div>
        ))}
      </dl>
      <p>
        {first?.count !== undefined && `${t('chart.count', { count: first.count })} · `}
        {first?.coverage != null &&
          `${t('chart.coverage', { share: format.share(first.coverage) })} · `}
        {first && t(`quality.${first.quality}`)}
        {first?.suspect ? ` · ${t('chart.suspects', { count: first.suspect })}` : ''}
      </p>
      <p>{t('chart.keys')}</p>
    </div>
  )
}
