import type { PlotData } from './chart-data.js'
import { PlotStack, type PlotStackProps } from './PlotStack.js'

type SeriesChartProps = Omit<PlotStackProps, 'plots'> & {
  /** Memoise it: the chart redraws when this object changes. */
  plot: PlotData
}

/** One unit over time: lines or bars with all that `PlotStack` knows. Draws only. */
export function SeriesChart({ plot, ...rest }: SeriesChartProps) {
  return <PlotStack {...rest} plots={[plot]} />
}
