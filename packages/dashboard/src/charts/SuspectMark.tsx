import { type Frame, xOf, type Y } from './geometry.js'
import type { ValueScale } from './scale.js'
import { suspectY } from './suspect-y.js'

type SuspectMarkProps = {
  suspect: { at: number; value: number }
  frame: Frame
  scale: ValueScale
  y: Y
}

/** A hollow diamond outside the line; beyond the scale it stands at the edge. */
export function SuspectMark({ suspect: { at, value }, frame, scale, y }: SuspectMarkProps) {
  const top = suspectY(value, scale, y) - 5
  return <path className="mark-suspect" d={`M${xOf(frame, at)} ${top}l5 5-5 5-5-5z`} />
}
