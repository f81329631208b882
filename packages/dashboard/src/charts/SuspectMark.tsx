import { type Frame, TOP, within, xOf, type Y } from './geometry.js'
import type { ValueScale } from './scale.js'

type SuspectMarkProps = {
  suspect: { at: number; value: number; text: string }
  frame: Frame
  scale: ValueScale
  y: Y
}

/** A hollow diamond outside the line; beyond the scale it stands at the edge with an arrow. */
export function SuspectMark({ suspect: { at, value, text }, frame, scale, y }: SuspectMarkProps) {
  const arrow = value > scale.high ? ' ↑' : value < scale.low ? ' ↓' : ''
  const cy = y(value) + (value > scale.high ? 8 : value < scale.low ? -8 : 0)
  const x = xOf(frame, at)
  return (
    <g>
      <path className="mark-suspect" d={`M${x} ${cy - 5}l5 5-5 5-5-5z`} />
      <text
        x={within(frame, x, 90)}
        y={cy + (cy > TOP + 40 ? -10 : 22)}
        textAnchor="middle"
        className="mark-text"
      >
        {text === '' ? '' : text + arrow}
      </text>
    </g>
  )
}
