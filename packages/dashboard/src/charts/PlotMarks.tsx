import { useMemo } from 'react'
import { DefaultZIndexes, ZIndexLayer } from 'recharts'
import type { ChartEvent, PlotData, Shade } from './chart-data.js'
import { column, type Frame, plotWidth, TOP, xOf, type Y } from './geometry.js'
import { Outline } from './Outline.js'
import { PlotWords } from './PlotWords.js'
import { shownLimits } from './plot-words.js'
import { SuspectMark } from './SuspectMark.js'
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

/** What is not a series: day lines, shades, holes, zones below; limits, events, suspects, words above. */
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
  const y = useMemo(() => yOf(scale, height), [scale, height])
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
      {shownLimits(plot, scale).map(({ value, text, soft }) => (
        <path
          key={text}
          className={soft ? 'limit limit-soft' : 'limit'}
          d={`M${frame.left} ${y(value)}H${right}`}
        />
      ))}
      {[...events, ...(plot.events ?? [])].map(({ at, text }) => (
        <path
          key={`${at} ${text}`}
          d={`M${xOf(frame, at)} ${TOP}V${TOP + height}`}
          stroke="var(--ink-2)"
          strokeDasharray="3 3"
        />
      ))}
      {(plot.suspects ?? []).map((suspect) => (
        <SuspectMark key={suspect.at} suspect={suspect} frame={frame} scale={scale} y={y} />
      ))}
      <PlotWords {...{ plot, frame, height, scale, y, holes, shades, events }} />
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

function yOf(scale: ValueScale, height: number): Y {
  return (value) => {
    const share =
      (Math.min(scale.high, Math.max(scale.low, value)) - scale.low) / (scale.high - scale.low)
    return TOP + (1 - share) * height
  }
}
