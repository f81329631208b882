import type { Tone } from './tone.js'

export type SparkPoint = { readonly at: number; readonly value: number | null }

type SparklineProps = {
  now: readonly SparkPoint[]
  /** The period before, already moved onto the same axis. */
  before?: readonly SparkPoint[]
  /** The axis, epoch ms; from the points where absent. */
  from?: number
  to?: number
  tone?: Tone
  height?: number
  /** Include zero in the scale, for amounts. */
  zero?: boolean
}

/** Fewer values than this are no line. */
export const FEWEST = 4

const WIDTH = 1000
const HEIGHT = 100

/** A decorative line of a tile or a row: this period solid with an end dot, the one before dashed. */
export function Sparkline(props: SparklineProps) {
  const { now, before = [], tone = 1, height = 36, zero = false } = props
  const known = [...now, ...before].flatMap(({ value }) => (value === null ? [] : [value]))
  if (known.length < FEWEST) return <span className="spark" aria-hidden="true" style={{ height }} />

  const times = [...now, ...before].map(({ at }) => at)
  const from = props.from ?? Math.min(...times)
  const to = props.to ?? Math.max(...times)
  const low = zero ? Math.min(0, ...known) : Math.min(...known)
  const span = Math.max(...known) - low || 1
  const x = (at: number) => ((at - from) / (to - from || 1)) * WIDTH
  const y = (value: number) => HEIGHT - ((value - low) / span) * (HEIGHT - 8) - 4
  const last = now.findLast(({ value }) => value !== null)

  return (
    <span className="spark" aria-hidden="true" style={{ height }}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <title>–</title>
        <path className="line line-previous" d={pathOf(before, x, y)} />
        <path className={`line tone-line-${tone}`} d={pathOf(now, x, y)} />
      </svg>
      {last?.value !== null && last !== undefined && (
        <i
          className={`spark-dot tone-dot-${tone}`}
          style={{ left: `${x(last.at) / 10}%`, top: `${y(last.value)}%` }}
        />
      )}
    </span>
  )
}

function pathOf(
  points: readonly SparkPoint[],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  let path = ''
  let pen = 'M'
  for (const { at, value } of points) {
    if (value === null) {
      pen = 'M'
      continue
    }
    path += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
    pen = 'L'
  }
  return path
}
