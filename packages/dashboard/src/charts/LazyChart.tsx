import { lazy, Suspense } from 'react'
import { ChartSkeleton } from '../parts/Skeleton.js'
import type { PlotStackProps } from './PlotStack.js'

const PlotStack = lazy(async () => ({ default: (await import('./PlotStack.js')).PlotStack }))

/** `PlotStack`, loaded when first needed: the ledger stands before the chart library arrives. */
export function LazyChart(props: PlotStackProps) {
  const height = props.plots.reduce((sum, plot) => sum + (plot.height ?? 220), 0)
  return (
    <Suspense fallback={<ChartSkeleton what={props.name} height={height} />}>
      <PlotStack {...props} />
    </Suspense>
  )
}
