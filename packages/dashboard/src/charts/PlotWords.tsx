import { useMemo } from 'react'
import { useFormat, useText } from '../i18n/language.js'
import { TOP } from './geometry.js'
import { dataBoxes, plotWords, type WordsOf } from './plot-words.js'
import { layOutWords } from './word-layout.js'

/** What is written in a plot: each where it covers neither the data nor other words. */
export function PlotWords(props: Omit<WordsOf, 'holeText'>) {
  const { plot, frame, height, scale, y, holes, shades, events } = props
  const t = useText('common')
  const format = useFormat()
  const words = useMemo(() => {
    const of: WordsOf = {
      ...{ plot, frame, height, scale, y, holes, shades, events },
      holeText: ({ from, to }) => t('chart.hole', { duration: format.duration(to - from) }),
    }
    const within = {
      left: frame.left + 2,
      right: frame.width - frame.right - 2,
      top: 0,
      bottom: TOP + height,
    }
    return layOutWords(plotWords(of), { data: dataBoxes(of), within })
  }, [plot, frame, height, scale, y, holes, shades, events, t, format])
  return words.map(({ key, text, className, spot }) => (
    <text key={key} x={spot.x} y={spot.y} textAnchor={spot.anchor} className={className}>
      {text}
    </text>
  ))
}
