import { useFormat, useText } from '../i18n/language.js'
import type { PlotData, Shade } from './chart-data.js'
import { column, type Frame, middle, TOP, within, type Y } from './geometry.js'

type PlotWordsProps = {
  plot: PlotData
  frame: Frame
  height: number
  holes: readonly Shade[]
  shades: readonly Shade[]
  y: Y
}

/** What is written in a plot: the name of its good range, of its shades, and how long its holes are. */
export function PlotWords({ plot, frame, height, holes, shades, y }: PlotWordsProps) {
  const t = useText('common')
  const format = useFormat()
  const { good } = plot
  return (
    <>
      {good?.text && (
        <text x={frame.left + 6} y={y(good.to) + 14} className="mark-text mark-quiet">
          {good.text}
        </text>
      )}
      {shades
        .filter((shade) => column(frame, shade).width > (shade.text ?? '').length * 5.5)
        .map(({ text, ...shade }) => (
          <text
            key={shade.from}
            x={middle(frame, shade)}
            y={TOP + height - 6}
            className="mark-text mark-quiet"
            textAnchor="middle"
          >
            {text}
          </text>
        ))}
      {holes
        .filter((hole) => column(frame, hole).width > 14)
        .map((hole) => (
          <text
            key={hole.from}
            x={within(frame, middle(frame, hole), 60)}
            y={TOP + 14}
            className="mark-text"
            textAnchor="middle"
          >
            {t('chart.hole', { duration: format.duration(hole.to - hole.from) })}
          </text>
        ))}
    </>
  )
}
