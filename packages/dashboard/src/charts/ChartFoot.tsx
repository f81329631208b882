import { useId } from 'react'
import { qualityRuns, type StripSpan } from '../parts/quality-runs.js'
import { type Frame, xOf } from './geometry.js'
import type { TimeTick } from './scale.js'

type ChartFootProps = { frame: Frame; strip: readonly StripSpan[]; ticks: readonly TimeTick[] }

const STRIP = 6

/** The quality strip on the chart's own x scale, and the labels of the time axis below it. */
export function ChartFoot({ frame, strip, ticks }: ChartFootProps) {
  const id = useId()
  return (
    <svg className="chart-foot" width={frame.width} height={34} aria-hidden="true" data-picture>
      <defs>
        <pattern
          id={`${id}s`}
          width="4"
          height="4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <path d="M1 0V4" stroke="var(--quality-suspect)" strokeWidth="2" />
        </pattern>
        <pattern id={`${id}e`} width="4" height="4" patternUnits="userSpaceOnUse">
          <path d="M1 0V4" stroke="var(--quality-estimated)" strokeWidth="2" />
        </pattern>
      </defs>
      {qualityRuns(strip).map((run) => {
        const x = xOf(frame, run.start)
        const width = Math.max(1, xOf(frame, run.end) - x - 1)
        return <StripCell key={run.start} quality={run.quality} x={x} width={width} id={id} />
      })}
      {ticks.map((tick) => (
        <text
          key={tick.at}
          x={xOf(frame, tick.at)}
          y={29}
          textAnchor={anchor(frame, xOf(frame, tick.at))}
          className={tick.strong ? 'tick tick-strong' : 'tick'}
        >
          {tick.text}
        </text>
      ))}
    </svg>
  )
}

type StripCellProps = { quality: StripSpan['quality']; x: number; width: number; id: string }

function StripCell({ quality, x, width, id }: StripCellProps) {
  const box = { x, y: 6, width, height: STRIP, rx: 1 }
  switch (quality) {
    case 'good':
      return <rect {...box} fill="var(--quality-good)" />
    case 'suspect':
      return <rect {...box} fill={`url(#${id}s)`} stroke="var(--quality-suspect)" />
    case 'estimated':
      return <rect {...box} fill={`url(#${id}e)`} />
    case 'corrected':
      return (
        <path
          d={`M${x} 6.5h${width}M${x} 9h${width}M${x} 11.5h${width}`}
          stroke="var(--quality-corrected)"
        />
      )
    case 'missing':
      return (
        <rect {...box} y={6.5} height={STRIP - 1} fill="none" stroke="var(--quality-missing)" />
      )
    case 'ahead':
      return <path d={`M${x} 9h${width}`} stroke="var(--line)" />
  }
}

function anchor(frame: Frame, x: number): 'start' | 'middle' | 'end' {
  if (x < frame.left + 12) return 'start'
  return x > frame.width - frame.right - 12 && frame.right < 16 ? 'end' : 'middle'
}
