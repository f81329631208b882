import type { Y } from './geometry.js'
import type { ValueScale } from './scale.js'

/** Where a suspect reading is drawn: at its value, or just inside the edge that it lies beyond. */
export function suspectY(value: number, scale: ValueScale, y: Y): number {
  return y(value) + (value > scale.high ? 8 : value < scale.low ? -8 : 0)
}
