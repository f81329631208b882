import type { Tone } from '../parts/tone.js'
import type { ChartWindow } from './chart-data.js'
import { type Frame, xOf } from './geometry.js'

type BarShapeProps = {
  /** What Recharts knows of the bar: its height in px and its row. */
  bar: unknown
  tone: Tone
  frame: Frame
  windows: ReadonlyMap<number, ChartWindow>
}

/**
 * A bar as wide as its window, so that a day of 25 hours and one that has only begun look like it.
 * Where only its total is known and not its place in time, it is outlined with dashes.
 */
export function BarShape({ bar, tone, frame, windows }: BarShapeProps) {
  const box = boxOf(bar)
  const window = box && windows.get(box.at)
  if (!box || !window || box.height === 0) return null
  const left = xOf(frame, window.start)
  const whole = xOf(frame, window.end) - left
  const gap = whole > 12 ? whole * 0.16 : whole > 3 ? 1 : 0
  const faint = window.quality === 'estimated' || window.quality === 'missing'
  return (
    <rect
      x={left + gap / 2}
      y={box.height < 0 ? box.y + box.height : box.y}
      width={Math.max(0.5, whole - gap)}
      height={Math.abs(box.height)}
      {...(faint
        ? {
            fill: `color-mix(in srgb, var(--series-${tone}) 18%, transparent)`,
            stroke: `var(--series-${tone})`,
            strokeDasharray: '2 2',
          }
        : { fill: `var(--bar-${tone})` })}
    />
  )
}

type Box = { y: number; height: number; at: number }

/** Recharts hands a shape untyped properties; only these are taken. */
function boxOf(bar: unknown): Box | null {
  const y = numberOf(bar, 'y')
  const height = numberOf(bar, 'height')
  const payload: unknown =
    typeof bar === 'object' && bar !== null ? Reflect.get(bar, 'payload') : null
  const at = numberOf(payload, 'at')
  return y === null || height === null || at === null ? null : { y, height, at }
}

function numberOf(object: unknown, name: string): number | null {
  if (typeof object !== 'object' || object === null) return null
  const value: unknown = Reflect.get(object, name)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}
