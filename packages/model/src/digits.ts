/**
 * A value as far as its digits mean something. A mean of many readings depends in its last bits on the
 * order in which an engine added them up; compared with a limit, 50.00000000000001 must be 50.
 */
export function withoutNoise(value: number): number {
  return Number(value.toPrecision(12))
}
