import { DefaultZIndexes, ZIndexLayer } from 'recharts'
import { useFormat, useText } from '../i18n/language.js'
import type { ChartEvent, ChartWindow, Limit, PlotData, Shade } from './chart-data.js'
import { type Frame, plotWidth, TOP, xOf } from './geometry.js'
import type { ValueScale } from './scale.js'

type PlotMarksProps = {
  plot: PlotData
  frame: Frame
  height: number
  scale: ValueScale
  lines: readonly number[]
  holes: readonly Shade[]
  shades: readonly Shade[]
  events: readonly ChartEvent[]
  layer: 'ground' | 'top'
}

/** What is not a series: day lines, shades, holes, zones below; limits, suspects, events, words above. */
export function PlotMarks(props: PlotMarksProps) {
  if (props.layer === 'ground') return <Ground {...props} />
  return (
    <ZIndexLayer zIndex={DefaultZIndexes.scatter}>
      <Top {...props} />
    </ZIndexLayer>
  )
}

function Ground({ plot, frame, height, scale, lines, holes, shades }: PlotMarksProps) {
  const y = yOf(scale, height)
  const { good } = plot
  const hatch = `hatch-${plot.id}`
  return (
    <g className="marks">
      <defs>
        <pattern
          id={hatch}
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M0 0V6" stroke="var(--gap-line)" strokeOpacity="0.4" strokeWidth="1.6" />
        </pattern>
      </defs>
      {shades.map((shade) => (
        <rect
          key={shade.from}
          {...column(frame, shade)}
          y={TOP}
          height={height}
          fill={shade.plain ? 'none' : 'var(--night)'}
        />
      ))}
      {good && (
        <rect
          x={frame.left}
          width={plotWidth(frame)}
          y={y(good.to)}
          height={Math.max(0, y(good.from) - y(good.to))}
          fill="var(--en-1)"
          fillOpacity="0.11"
        />
      )}
      {lines.map((at) => (
        <path key={at} d={`M${xOf(frame, at)} ${TOP}V${TOP + height}`} stroke="var(--grid)" />
      ))}
      {holes.map((hole) => (
        <g key={hole.from}>
          <rect {...column(frame, hole)} y={TOP} height={height} fill={`url(#${hatch})`} />
          <path
            d={`M${xOf(frame, hole.from)} ${TOP}v${height}M${xOf(frame, hole.to)} ${TOP}v${height}`}
            stroke="var(--gap-line)"
            strokeDasharray="3 3"
          />
        </g>
      ))}
    </g>
  )
}

function Top({ plot, frame, height, scale, events, holes, shades }: PlotMarksProps) {
  const y = yOf(scale, height)
  const right = frame.width - frame.right
  const zero = Math.max(scale.low, Math.min(0, scale.high))
  return (
    <g className="marks">
      <path d={`M${frame.left} ${y(zero)}H${right}`} stroke="var(--axis)" />
      {plot.series.map((series) =>
        series.previous && series.shape === 'bars' ? (
          <Outline key={series.id} windows={series.previous} frame={frame} y={y} />
        ) : null,
      )}
      <Words plot={plot} frame={frame} height={height} y={y} holes={holes} shades={shades} />
      {(plot.limits ?? [])
        .filter(({ value }) => value >= scale.low && value <= scale.high)
        .map((limit) => (
          <LimitLine key={limit.text} limit={limit} plot={plot} frame={frame} y={y} />
        ))}
      {[...events, ...(plot.events ?? [])].map(({ at, text }) => (
        <g key={`${at} ${text}`}>
          <path
            d={`M${xOf(frame, at)} ${TOP}V${TOP + height}`}
            stroke="var(--ink-2)"
            strokeDasharray="3 3"
          />
          <text {...beside(frame, xOf(frame, at))} y={TOP + 12} className="mark-text">
            {text}
          </text>
        </g>
      ))}
      {(plot.suspects ?? []).map((suspect) => (
        <Suspect key={suspect.at} suspect={suspect} frame={frame} scale={scale} y={y} />
      ))}
      {plot.series.map((series) => {
        const last = series.windows.findLast(({ value }) => value !== null)
        if (!series.endLabel || last?.value == null) return null
        const fill = `var(--series-${series.tone}-text)`
        return (
          <text key={series.id} x={right + 6} y={y(last.value) + 4} fill={fill}>
            {series.endLabel}
          </text>
        )
      })}
    </g>
  )
}

type Y = (value: number) => number
type WordsProps = Pick<PlotMarksProps, 'plot' | 'frame' | 'height' | 'holes' | 'shades'> & { y: Y }

function Words({ plot, frame, height, holes, shades, y }: WordsProps) {
  const t = useText('common')
  const format = useFormat()
  const { good } = plot
  return (
    <>
      {good?.text && (
        <text x={frame.left + 6} y={y(good.to) + 14} className="mark-text mark-quiet">
          {good.text}
        </text>
      )}
      {shades
        .filter((shade) => column(frame, shade).width > (shade.text ?? '').length * 5.5)
        .map(({ text, ...shade }) => (
          <text
            key={shade.from}
            x={middle(frame, shade)}
            y={TOP + height - 6}
            className="mark-text mark-quiet"
            textAnchor="middle"
          >
            {text}
          </text>
        ))}
      {holes
        .filter((hole) => column(frame, hole).width > 14)
        .map((hole) => (
          <text
            key={hole.from}
            x={within(frame, middle(frame, hole), 60)}
            y={TOP + 14}
            className="mark-text"
            textAnchor="middle"
          >
            {t('chart.hole', { duration: format.duration(hole.to - hole.from) })}
          </text>
        ))}
    </>
  )
}

/** The period before, as the outline of its bars with a halo that keeps it apart from these. */
function Outline({ windows, frame, y }: { windows: readonly ChartWindow[]; frame: Frame; y: Y }) {
  let path = ''
  let end: number | null = null
  for (const window of windows) {
    if (window.value === null || window.start >= frame.to) {
      end = null
      continue
    }
    const pen = end === window.start ? 'L' : 'M'
    const at = y(window.value).toFixed(1)
    path += `${pen}${xOf(frame, window.start).toFixed(1)} ${at}H${xOf(frame, window.end).toFixed(1)}`
    end = window.end
  }
  return (
    <g fill="none">
      <path d={path} stroke="var(--surface)" strokeWidth="3.5" strokeOpacity="0.75" />
      <path d={path} stroke="var(--series-previous)" strokeWidth="1.25" />
    </g>
  )
}

type LimitLineProps = { limit: Limit; plot: PlotData; frame: Frame; y: Y }

function LimitLine({ limit, plot, frame, y }: LimitLineProps) {
  const right = frame.width - frame.right
  const left = (limit.at ?? freeSide(limit.value, plot)) === 'left'
  return (
    <g className={limit.soft ? 'limit limit-soft' : 'limit'}>
      <path d={`M${frame.left} ${y(limit.value)}H${right}`} />
      <text
        x={left ? frame.left + 6 : right - 4}
        y={y(limit.value) - 5}
        textAnchor={left ? 'start' : 'end'}
        className="mark-text"
      >
        {limit.text}
      </text>
    </g>
  )
}

/** The end of a limit where the data keeps further away from it. */
function freeSide(value: number, plot: PlotData): 'left' | 'right' {
  const nearest = (from: number, to: number) =>
    Math.min(
      ...plot.series.flatMap(({ windows }) =>
        windows
          .slice(windows.length * from, windows.length * to)
          .map((window) => (window.value === null ? Infinity : Math.abs(window.value - value))),
      ),
    )
  return nearest(0, 0.35) > nearest(0.65, 1) ? 'left' : 'right'
}

type SuspectProps = {
  suspect: { at: number; value: number; text: string }
  frame: Frame
  scale: ValueScale
  y: Y
}

/** A hollow diamond outside the line; beyond the scale it stands at the edge with an arrow. */
function Suspect({ suspect: { at, value, text }, frame, scale, y }: SuspectProps) {
  const arrow = value > scale.high ? ' ↑' : value < scale.low ? ' ↓' : ''
  const cy = y(value) + (value > scale.high ? 8 : value < scale.low ? -8 : 0)
  const x = xOf(frame, at)
  return (
    <g>
      <path className="mark-suspect" d={`M${x} ${cy - 5}l5 5-5 5-5-5z`} />
      <text
        x={within(frame, x, 90)}
        y={cy + (cy > TOP + 40 ? -10 : 22)}
        textAnchor="middle"
        className="mark-text"
      >
        {text + arrow}
      </text>
    </g>
  )
}

function yOf(scale: ValueScale, height: number): (value: number) => number {
  return (value) => {
    const share =
      (Math.min(scale.high, Math.max(scale.low, value)) - scale.low) / (scale.high - scale.low)
    return TOP + (1 - share) * height
  }
}

function column(frame: Frame, shade: { from: number; to: number }): { x: number; width: number } {
  const x = xOf(frame, shade.from)
  return { x, width: Math.max(0, xOf(frame, shade.to) - x) }
}

function middle(frame: Frame, shade: { from: number; to: number }): number {
  return (xOf(frame, shade.from) + xOf(frame, shade.to)) / 2
}

/** Keeps a centred text of about `half` px to each side inside the plot. */
function within(frame: Frame, x: number, half: number): number {
  return Math.min(frame.width - frame.right - half, Math.max(frame.left + half, x))
}

/** Words beside a mark: to its right, or to its left in the right half. */
function beside(frame: Frame, x: number): { x: number; textAnchor: 'start' | 'end' } {
  const left = x > frame.left + plotWidth(frame) * 0.6
  return { x: left ? x - 10 : x + 6, textAnchor: left ? 'end' : 'start' }
}
