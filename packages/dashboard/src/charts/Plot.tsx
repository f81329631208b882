import { memo, useMemo } from 'react'
import { Area, Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts'
import { useFormat } from '../i18n/language.js'
import { BarShape } from './BarShape.js'
import type { ChartEvent, ChartWindow, PlotData, Shade } from './chart-data.js'
import { BOTTOM, type Frame, TOP } from './geometry.js'
import { PlotMarks } from './PlotMarks.js'
import { plotRows } from './plot-rows.js'
import { valueScale } from './scale.js'

type PlotProps = {
  plot: PlotData
  frame: Frame
  height: number
  lines: readonly number[]
  holes: readonly Shade[]
  shades: readonly Shade[]
  events: readonly ChartEvent[]
}

/** One quantity over time, drawn by Recharts between our own fixed margins. Redraws only for new data. */
export const Plot = memo(function Plot(props: PlotProps) {
  const { plot, frame, height, lines, holes, shades, events } = props
  const format = useFormat()
  const rows = useMemo(() => plotRows(plot), [plot])
  const scale = useMemo(() => valueScale(rows.values, plot.base ?? 'level'), [rows, plot.base])
  const windows = useMemo(() => windowsByMiddle(plot), [plot])
  const marks = { frame, height, scale, lines, holes, shades, events, plot }

  return (
    <ComposedChart
      width={frame.width}
      height={height + TOP + BOTTOM}
      margin={{ top: TOP, left: 0, right: frame.right, bottom: BOTTOM }}
      data={[...rows.rows]}
      barGap={0}
      accessibilityLayer={false}
    >
      <PlotMarks {...marks} layer="ground" />
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      <XAxis dataKey="at" type="number" domain={[frame.from, frame.to]} allowDataOverflow hide />
      <YAxis
        width={frame.left}
        domain={[scale.low, scale.high]}
        ticks={rows.values.length === 0 ? [] : [...scale.ticks]}
        tickFormatter={(value: number) => format.number(value, scale.decimals)}
        axisLine={false}
        tickLine={false}
        interval={0}
        allowDataOverflow
      />
      {plot.series.map((series) =>
        series.band ? (
          <Area
            key={`${series.id} band`}
            dataKey={`${series.id} band`}
            stroke="none"
            fill={`var(--series-${series.tone})`}
            fillOpacity={0.16}
            isAnimationActive={false}
            activeDot={false}
          />
        ) : null,
      )}
      {plot.series.map((series) =>
        series.shape === 'bars' ? (
          <Bar
            key={series.id}
            dataKey={series.id}
            barSize={1}
            isAnimationActive={false}
            shape={(bar: unknown) => (
              <BarShape
                bar={bar}
                tone={series.tone}
                frame={frame}
                windows={windows.get(series.id) ?? NO_WINDOWS}
              />
            )}
            {...(plot.stacked ? { stackId: 'stack' } : {})}
          />
        ) : null,
      )}
      {plot.series.map((series) =>
        series.previous && series.shape === 'line' ? (
          <Line
            key={`${series.id} previous`}
            dataKey={`${series.id} previous`}
            stroke="var(--series-previous)"
            strokeWidth={1.25}
            strokeDasharray="4 3"
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : null,
      )}
      {plot.series.map((series) =>
        series.shape === 'line' ? (
          <Line
            key={series.id}
            dataKey={series.id}
            stroke={`var(--series-${series.tone})`}
            strokeWidth={1.75}
            {...(series.solid ? {} : { strokeDasharray: DASHES[series.tone] })}
            dot={false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : null,
      )}
      <PlotMarks {...marks} layer="top" />
    </ComposedChart>
  )
})

const DASHES = { 1: 'none', 2: '7 3', 3: '2 3', 4: '9 3 2 3', 5: '4 2', 6: '12 4' } as const

const NO_WINDOWS: ReadonlyMap<number, ChartWindow> = new Map()

function windowsByMiddle(plot: PlotData): ReadonlyMap<string, ReadonlyMap<number, ChartWindow>> {
  return new Map(
    plot.series.map(({ id, windows }) => [
      id,
      new Map(windows.map((window) => [(window.start + window.end) / 2, window])),
    ]),
  )
}
