import type { ChartSeries } from './chart-data.js'

/** A bar; where only its total is known and not its place in time, outlined with dashes. */
export function BarShape({ bar, series }: { bar: unknown; series: ChartSeries }) {
  const box = boxOf(bar)
  if (box === null || box.width <= 0 || box.height === 0) return null
  const window = series.windows.find(({ start, end }) => (start + end) / 2 === box.at)
  const estimated = window?.quality === 'estimated'
  const insufficient = window?.quality === 'missing'
  const top = box.height < 0 ? box.y + box.height : box.y
  return (
    <rect
      x={box.x}
      y={top}
      width={box.width}
      height={Math.abs(box.height)}
      fill={
        estimated || insufficient
          ? `color-mix(in srgb, var(--series-${series.tone}) 18%, transparent)`
          : `var(--bar-${series.tone})`
      }
      {...(estimated || insufficient
        ? { stroke: `var(--series-${series.tone})`, strokeDasharray: '2 2' }
        : {})}
    />
  )
}

type Box = { x: number; y: number; width: number; height: number; at: number }

/** Recharts hands a shape untyped properties; only these are taken. */
function boxOf(bar: unknown): Box | null {
  if (typeof bar !== 'object' || bar === null) return null
  const number = (name: string) => {
    const value: unknown = Reflect.get(bar, name)
    return typeof value === 'number' ? value : Number.NaN
  }
  const payload: unknown = Reflect.get(bar, 'payload')
  const at: unknown =
    typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'at') : null
  const box = { x: number('x'), y: number('y'), width: number('width'), height: number('height') }
  if (Object.values(box).some(Number.isNaN) || typeof at !== 'number') return null
  return { ...box, at }
}
