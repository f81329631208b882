import { useFormat, useText } from '../i18n/language.js'
import type { ChartEvent, PlotData, Shade } from './chart-data.js'
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

/** What is not a series: day lines, shades, holes, zones below; limits, suspects, events, end labels above. */
export function PlotMarks(props: PlotMarksProps) {
  return props.layer === 'ground' ? <Ground {...props} /> : <Top {...props} />
}

function Ground({ plot, frame, height, scale, lines, holes, shades }: PlotMarksProps) {
  const t = useText('common')
  const format = useFormat()
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
        <g key={`shade ${shade.from}`}>
          <rect {...column(frame, shade)} y={TOP} height={height} fill="var(--night)" />
          {shade.text && (
            <text
              x={middle(frame, shade)}
              y={TOP + height - 6}
              className="mark-quiet"
              textAnchor="middle"
            >
              {shade.text}
            </text>
          )}
        </g>
      ))}
      {good && (
        <>
          <rect
            x={frame.left}
            width={plotWidth(frame)}
            y={y(good.to)}
            height={Math.max(0, y(good.from) - y(good.to))}
            fill="var(--en-1)"
            fillOpacity="0.11"
          />
          {good.text && (
            <text x={frame.left + 6} y={y(good.to) + 14} className="mark-quiet">
              {good.text}
            </text>
          )}
        </>
      )}
      {lines.map((at) => (
        <path key={at} d={`M${xOf(frame, at)} ${TOP}V${TOP + height}`} stroke="var(--grid)" />
      ))}
      {holes.map((hole) => (
        <g key={`hole ${hole.from}`}>
          <rect {...column(frame, hole)} y={TOP} height={height} fill={`url(#${hatch})`} />
          <path
            d={`M${xOf(frame, hole.from)} ${TOP}v${height}M${xOf(frame, hole.to)} ${TOP}v${height}`}
            stroke="var(--gap-line)"
            strokeDasharray="3 3"
          />
          {column(frame, hole).width > 14 && (
            <text
              x={within(frame, middle(frame, hole), 60)}
              y={TOP + 14}
              className="mark-text"
              textAnchor="middle"
            >
              {t('chart.hole', { duration: format.duration(hole.to - hole.from) })}
            </text>
          )}
        </g>
      ))}
    </g>
  )
}

function Top({ plot, frame, height, scale, events }: PlotMarksProps) {
  const y = yOf(scale, height)
  const right = frame.width - frame.right
  return (
    <g className="marks">
      <path
        d={`M${frame.left} ${y(Math.max(scale.low, Math.min(0, scale.high)))}H${right}`}
        stroke="var(--axis)"
      />
      {(plot.limits ?? [])
        .filter(({ value }) => value >= scale.low && value <= scale.high)
        .map((limit) => (
          <g key={limit.text} className={limit.soft ? 'limit limit-soft' : 'limit'}>
            <path d={`M${frame.left} ${y(limit.value)}H${right}`} />
            <text
              x={limit.at === 'left' ? frame.left + 6 : right - 4}
              y={y(limit.value) - 5}
              textAnchor={limit.at === 'left' ? 'start' : 'end'}
              className="mark-text"
            >
              {limit.text}
            </text>
          </g>
        ))}
      {events.map(({ at, text }) => (
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
      {(plot.suspects ?? []).map(({ at, value, text }) => {
        const beyond = value > scale.high || value < scale.low
        const cy =
          y(Math.min(scale.high, Math.max(scale.low, value))) + (value > scale.high ? 10 : 0)
        return (
          <g key={`${at} ${value}`}>
            <path className="mark-suspect" d={`M${xOf(frame, at)} ${cy - 5}l5 5-5 5-5-5z`} />
            <text {...beside(frame, xOf(frame, at) + 4)} y={cy + 4} className="mark-text">
              {beyond ? `${text} ${value > scale.high ? '↑' : '↓'}` : text}
            </text>
          </g>
        )
      })}
      {plot.series.map((series) => {
        const last = series.windows.findLast(({ value }) => value !== null)
        if (!series.endLabel || last?.value == null) return null
        return (
          <text
            key={series.id}
            x={right + 6}
            y={y(last.value) + 4}
            fill={`var(--series-${series.tone}-text)`}
          >
            {series.endLabel}
          </text>
        )
      })}
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
