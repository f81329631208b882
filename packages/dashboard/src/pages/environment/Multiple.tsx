import type { Latest, Point } from '@bypuls/model'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useMemo } from 'react'
import type { Range } from '../../app/range.js'
import type { ChartWindow, PlotData } from '../../charts/chart-data.js'
import { LazyChart } from '../../charts/LazyChart.js'
import { useNewest } from '../../data/newest.js'
import { NO_BREAK } from '../../format/language.js'
import { useFormat, useText } from '../../i18n/language.js'
import { StatePill } from '../../parts/StatePill.js'
import type { Tone } from '../../parts/tone.js'
import { lastValue } from './weather-figures.js'

type MultipleProps = {
  point: Point
  range: Range
  windows: readonly ChartWindow[]
  /** Its figure instead of the newest value. */
  figure?: ReactNode
  shape?: 'line' | 'bars'
  tone?: Tone
  placed?: boolean
  /** The quiet lines below the chart. */
  children?: ReactNode
}

/** One quantity as a small figure: its name, newest value with age, a small plot and a line of words. */
export function Multiple(props: MultipleProps) {
  const { point, range, windows, shape = 'line', tone = 6, placed = false } = props
  const format = useFormat(range.zone)
  const title = format.title(point.title)
  const plots = useMemo(
    (): readonly PlotData[] => [
      {
        id: point.id,
        unitTitle: '',
        unit: point.unit,
        base: shape === 'bars' ? 'zero' : 'level',
        height: 64,
        series: [{ id: point.id, title, tone, shape, solid: true, windows }],
      },
    ],
    [point, title, tone, shape, windows],
  )
  return (
    <section className="multiple" aria-label={placed ? `${title}, ${point.placeTitle}` : title}>
      <h3>
        <Link to="/points/$point" params={{ point: point.id }}>
          {title}
        </Link>
        {placed && <span className="quiet-3"> {point.placeTitle}</span>}
      </h3>
      {props.figure}
      <LazyChart
        name={title}
        plots={plots}
        from={range.from}
        to={range.to}
        until={range.until}
        zone={range.zone}
        legend={false}
      />
      {props.children}
    </section>
  )
}

type NowFigureProps = {
  point: Point
  latest: Latest | undefined
  range: Range
  windows: readonly ChartWindow[]
}

/** The newest value with its age where the range goes on; of a past range its last window, named. */
export function NowFigure({ point, latest, range, windows }: NowFigureProps) {
  const t = useText('environment')
  const format = useFormat(range.zone)
  const { value, observedAt, state } = useNewest(point, latest)
  const last = lastValue(windows)

  if (!range.live)
    return (
      <>
        <Figure value={last?.value ?? null} unit={format.unit(point.unit)} />
        <p className="multiple-note">
          {last === null ? t('noValues') : format.window(last.start, last.end)}
        </p>
      </>
    )
  return (
    <>
      <Figure value={state === 'offline' ? null : value} unit={format.unit(point.unit)} />
      <p className="multiple-note">
        <StatePill state={state} say="age" observedAt={observedAt} zone={range.zone} />
      </p>
    </>
  )
}

/** A value in large figures; “–” where there is none. */
export function Figure({ value, unit }: { value: number | null; unit: string }) {
  const format = useFormat()
  return (
    <p className="figure">
      {value === null ? '–' : format.figure(value)}
      {NO_BREAK}
      <span className="unit">{unit}</span>
    </p>
  )
}
