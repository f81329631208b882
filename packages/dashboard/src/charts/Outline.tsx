import type { ChartWindow } from './chart-data.js'
import { type Frame, xOf, type Y } from './geometry.js'

type OutlineProps = { windows: readonly ChartWindow[]; frame: Frame; y: Y }

/** The period before, as the outline of its bars with a halo that keeps it apart from these. */
export function Outline({ windows, frame, y }: OutlineProps) {
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
