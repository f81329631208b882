import type { ChartEvent, ChartSeries, ChartWindow, Limit, PlotData, Shade } from './chart-data.js'
import { column, type Frame, middle, plotWidth, TOP, xOf, type Y } from './geometry.js'
import type { ValueScale } from './scale.js'
import { suspectY } from './suspect-y.js'
import type { Box, Spot, Word } from './word-layout.js'

/** All that is written in a plot and what it must not cover. */
export type WordsOf = {
  plot: PlotData
  frame: Frame
  height: number
  scale: ValueScale
  y: Y
  holes: readonly Shade[]
  shades: readonly Shade[]
  events: readonly ChartEvent[]
  /** “hul 17 t.” */
  holeText: (hole: Shade) => string
}

/** The words of a plot with the places that suit them; what says most comes first. */
export function plotWords(of: WordsOf): readonly Word[] {
  const { plot, holes, shades, events } = of
  const words: Word[] = [
    ...(plot.suspects ?? []).map((suspect) => suspectWord(of, suspect)),
    ...[...events, ...(plot.events ?? [])].map((event) => eventWord(of, event)),
    ...shownLimits(plot, of.scale).map((limit) => limitWord(of, limit)),
    ...holes.filter((hole) => column(of.frame, hole).width > 14).map((hole) => holeWord(of, hole)),
    ...goodWords(of),
    ...shades
      .filter((shade) => column(of.frame, shade).width > (shade.text ?? '').length * 5.5)
      .map((shade) => shadeWord(of, shade)),
  ]
  return words.filter(({ text }) => text !== '')
}

/** The limits that lie on the scale. */
export function shownLimits(plot: PlotData, scale: ValueScale): readonly Limit[] {
  return (plot.limits ?? []).filter(({ value }) => value >= scale.low && value <= scale.high)
}

/** The stretches that lines and bars, limits and suspect readings run through. */
export function dataBoxes({ plot, frame, scale, y }: WordsOf): readonly Box[] {
  const zero = y(Math.max(scale.low, Math.min(0, scale.high)))
  return [
    ...plot.series.flatMap((series) => [
      ...seriesBoxes(series.windows, { series, frame, y, zero }),
      ...seriesBoxes(series.previous ?? [], { series, frame, y, zero }),
    ]),
    ...shownLimits(plot, scale).map(({ value }) => ({
      left: frame.left,
      right: frame.width - frame.right,
      top: y(value) - 1,
      bottom: y(value) + 1,
    })),
    ...(plot.suspects ?? []).map(({ at, value }) => {
      const x = xOf(frame, at)
      const cy = suspectY(value, scale, y)
      return { left: x - 5, right: x + 5, top: cy - 5, bottom: cy + 5 }
    }),
  ]
}

type Drawn = { series: ChartSeries; frame: Frame; y: Y; zero: number }

function seriesBoxes(
  windows: readonly ChartWindow[],
  { series, frame, y, zero }: Drawn,
): readonly Box[] {
  return windows.flatMap((window, i) => {
    if (window.value === null) return []
    const here = y(window.value)
    if (series.shape === 'bars') {
      const { x, width } = column(frame, { from: window.start, to: window.end })
      return [
        { left: x, right: x + width, top: Math.min(here, zero), bottom: Math.max(here, zero) },
      ]
    }
    const next = windows[i + 1]
    const there = next?.value == null ? here : y(next.value)
    const left = middle(frame, { from: window.start, to: window.end })
    const right = next ? middle(frame, { from: next.start, to: next.end }) : left + 1
    return [{ left, right, top: Math.min(here, there) - 1, bottom: Math.max(here, there) + 1 }]
  })
}

function suspectWord(
  { frame, scale, y }: WordsOf,
  { at, value, text }: { at: number; value: number; text: string },
): Word {
  const x = xOf(frame, at)
  const cy = suspectY(value, scale, y)
  const arrow = value > scale.high ? ' ↑' : value < scale.low ? ' ↓' : ''
  return {
    key: `suspect ${at}`,
    text: text === '' ? '' : text + arrow,
    className: 'mark-text',
    needed: true,
    spots: [
      { x, y: cy - 10, anchor: 'middle' },
      { x, y: cy + 18, anchor: 'middle' },
      { x: x + 10, y: cy + 4, anchor: 'start' },
      { x: x - 10, y: cy + 4, anchor: 'end' },
    ],
  }
}

function eventWord({ frame, height }: WordsOf, { at, text }: ChartEvent): Word {
  const x = xOf(frame, at)
  const left = x > frame.left + plotWidth(frame) * 0.6
  const right: Spot = { x: x + 6, y: 0, anchor: 'start' }
  const sides: Spot[] = [right, { x: x - 6, y: 0, anchor: 'end' }]
  if (left) sides.reverse()
  return {
    key: `event ${at} ${text}`,
    text,
    className: 'mark-text',
    needed: true,
    spots: down(TOP + 12, TOP + height - 6).flatMap((y) => sides.map((side) => ({ ...side, y }))),
  }
}

function limitWord({ frame, y }: WordsOf, { value, text, soft, at }: Limit): Word {
  const line = y(value)
  const ends = across(frame, at)
  const spots = (below: number) => ends.map((spot) => ({ ...spot, y: line + below }))
  return {
    key: `limit ${value} ${text}`,
    text,
    className: soft ? 'mark-text limit-text-soft' : 'mark-text limit-text',
    needed: true,
    spots: [...spots(-5), ...spots(14)],
  }
}

function holeWord({ frame, height, holeText }: WordsOf, hole: Shade): Word {
  return {
    key: `hole ${hole.from}`,
    text: holeText(hole),
    className: 'mark-text',
    spots: down(TOP + 14, TOP + height - 6).map((y) => ({
      x: middle(frame, hole),
      y,
      anchor: 'middle',
    })),
  }
}

function goodWords({ plot, frame, y }: WordsOf): readonly Word[] {
  const { good } = plot
  if (!good?.text) return []
  const spots = [y(good.to) + 14, y(good.from) - 6].flatMap((at) =>
    across(frame).map((spot) => ({ ...spot, y: at })),
  )
  return [{ key: 'good', text: good.text, className: 'mark-text mark-quiet', spots }]
}

function shadeWord({ frame, height }: WordsOf, shade: Shade): Word {
  const x = middle(frame, shade)
  return {
    key: `shade ${shade.from}`,
    text: shade.text ?? '',
    className: 'mark-text mark-quiet',
    spots: [TOP + height - 6, TOP + 14].map((y) => ({ x, y, anchor: 'middle' })),
  }
}

/** Both ends of the plot, then what lies between. */
function across(frame: Frame, first: 'left' | 'right' = 'left'): readonly Spot[] {
  const right = frame.width - frame.right
  const ends: Spot[] = [
    { x: frame.left + 6, y: 0, anchor: 'start' },
    { x: right - 4, y: 0, anchor: 'end' },
  ]
  if (first === 'right') ends.reverse()
  const between: Spot[] = []
  for (let x = frame.left + 40; x < right - 40; x += 24) between.push({ x, y: 0, anchor: 'start' })
  return [...ends, ...between]
}

function down(from: number, to: number): readonly number[] {
  const rows: number[] = []
  for (let y = from; y <= to; y += 16) rows.push(y)
  return rows
}
