import { useMemo } from 'react'
import { useFormat, useText } from '../i18n/language.js'
import { Legend, type LegendItem } from '../parts/Legend.js'
import type { StripSpan } from '../parts/quality-runs.js'
import { ChartFoot } from './ChartFoot.js'
import { ChartTip } from './ChartTip.js'
import { type ChartEvent, findHoles, type PlotData, type Shade, stripOf } from './chart-data.js'
import { type Frame, LEFT, plotWidth, RIGHT, useWidth, xOf } from './geometry.js'
import { legendOf } from './legend.js'
import { Plot } from './Plot.js'
import { readingsAt, stepsOf } from './reading.js'
import { timeScale } from './scale.js'
import { useCrosshair } from './useCrosshair.js'

export type PlotStackProps = {
  /** The figure's name for a screen reader. */
  name: string
  /** What it shows in one sentence. */
  summary?: string
  /** One plot per unit, above each other, with one time axis and one crosshair. */
  plots: readonly PlotData[]
  /** The axis, epoch ms; `until`: up to here there can be data (now). */
  from: number
  to: number
  until?: number
  zone: string
  /** Its own, where the windows do not tell the whole. */
  strip?: readonly StripSpan[]
  shades?: readonly Shade[]
  events?: readonly ChartEvent[]
  /** A silence longer than this is a hole, ms; three windows where absent. */
  holeMs?: number
  /** Entries besides those of the series; `false`: no legend. */
  legend?: readonly LegendItem[] | false
  /** A range was dragged (or Shift+Enter pressed on one). */
  onSelect?: (from: number, to: number) => void
}

const HEIGHT = 220
const NONE: readonly never[] = []

/** Stacked plots on one time axis, with quality strip, crosshair, keyboard reading and drag to select. */
export function PlotStack(props: PlotStackProps) {
  const { name, summary, plots, from, to, zone, shades = NONE, events = NONE, onSelect } = props
  const until = props.until ?? to
  const t = useText('common')
  const format = useFormat(zone)
  const [ref, width] = useWidth()
  const labelled = plots.some(({ series }) => series.some(({ endLabel }) => endLabel))
  const frame = useMemo(
    (): Frame => ({ width, left: LEFT, right: labelled ? 56 : RIGHT, from, to }),
    [width, labelled, from, to],
  )
  const axis = useMemo(() => timeScale(frame, plotWidth(frame), format), [frame, format])
  const steps = useMemo(() => stepsOf(plots).filter(({ start }) => start < until), [plots, until])
  const holes = useMemo(
    () => plots.map((plot) => holesOf(plot, until, props.holeMs)),
    [plots, until, props.holeMs],
  )
  const strip = useMemo(
    () =>
      props.strip ??
      stripOf(
        plots.flatMap(({ series }) => series),
        until,
      ),
    [props.strip, plots, until],
  )
  const unworded = useMemo(() => events.map(({ at }) => ({ at, text: '' })), [events])
  const crosshair = useCrosshair({ frame, steps, ...(onSelect ? { onSelect } : {}) })
  const step = crosshair.index === null ? undefined : steps[crosshair.index]
  const readings = step ? readingsAt(plots, step) : []
  const x = step ? xOf(frame, (step.start + step.end) / 2) : 0
  const spoken = step ? sentence() : t('chart.reading')

  function sentence(): string {
    if (!step) return ''
    const reading = readings[crosshair.series % Math.max(1, readings.length)]
    const value =
      reading?.value == null
        ? t('chart.noValue')
        : format.quantity(reading.value, reading.unit, reading.decimals)
    const quality = reading?.window ? `, ${t(`quality.${reading.window.quality}`)}` : ''
    return `${format.window(step.start, step.end)}: ${reading?.title ?? ''} ${value}${quality}`
  }

  return (
    <figure className="chart" aria-label={name}>
      {props.legend !== false && (
        <Legend
          items={legendOf(plots, { extra: props.legend ?? NONE, minMax: t('chart.minMax') })}
        />
      )}
      {summary !== undefined && <figcaption className="hidden">{summary}</figcaption>}
      <div className="chart-area" ref={ref} {...crosshair.pointer}>
        {width > 0 &&
          plots.map((plot, i) => (
            <div key={plot.id} className="plot" data-picture-group>
              <p className="plot-unit">{plot.unitTitle}</p>
              <div aria-hidden="true">
                <Plot
                  plot={plot}
                  frame={frame}
                  height={plot.height ?? HEIGHT}
                  lines={axis.lines}
                  holes={holes[i] ?? NONE}
                  shades={shades}
                  events={i === 0 ? events : unworded}
                />
              </div>
            </div>
          ))}
        {width > 0 && <ChartFoot frame={frame} strip={strip} ticks={axis.ticks} />}
        <div
          className="chart-surface"
          role="slider"
          tabIndex={0}
          aria-label={`${name}. ${t('chart.reading')}`}
          aria-valuemin={0}
          aria-valuemax={Math.max(0, steps.length - 1)}
          aria-valuenow={crosshair.index ?? 0}
          aria-valuetext={spoken}
          onKeyDown={crosshair.onKeyDown}
          onBlur={crosshair.onBlur}
        />
        {crosshair.drag && (
          <span
            className="chart-selection"
            style={{
              left: xOf(frame, crosshair.drag[0]),
              width: xOf(frame, crosshair.drag[1]) - xOf(frame, crosshair.drag[0]),
            }}
          />
        )}
        {step && !crosshair.drag && (
          <>
            <span className="crosshair" style={{ left: x }} />
            <ChartTip
              readings={readings}
              start={step.start}
              end={step.end}
              zone={zone}
              x={x}
              flip={x > frame.left + plotWidth(frame) * 0.55}
              locked={crosshair.locked}
            />
          </>
        )}
      </div>
    </figure>
  )
}

function holesOf(plot: PlotData, until: number, holeMs: number | undefined): readonly Shade[] {
  const windows = plot.series[0]?.windows ?? []
  const first = windows[0]
  if (!first) return NONE
  return findHoles(windows, holeMs ?? 2.5 * (first.end - first.start), until)
}
