/**
 * Where a value stands on a scale of six equally wide levels, 0 to 1. `bounds` are the upper bounds of
 * levels 1 to 5; the sixth is drawn as wide as up to twice its beginning.
 */
export function scalePosition(value: number, bounds: readonly number[]): number {
  const level = bounds.findIndex((bound) => value <= bound)
  const at = level === -1 ? bounds.length : level
  const low = bounds[at - 1] ?? 0
  const high = bounds[at] ?? low * 2
  const within = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0
  return (at + within) / (bounds.length + 1)
}
