import type { Limit, PlotData } from './chart-data.js'
import type { Frame, Y } from './geometry.js'

type LimitLineProps = { limit: Limit; plot: PlotData; frame: Frame; y: Y }

/** A limit with its words on the line, where no data runs. */
export function LimitLine({ limit, plot, frame, y }: LimitLineProps) {
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
