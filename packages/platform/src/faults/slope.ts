const HOUR_MS = 3_600_000

/** How much a value grows in an hour: the straight line nearest to all of them (least squares). */
export function slopePerHour(
  samples: readonly { readonly atMs: number; readonly value: number }[],
): number {
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const [time, value] = [
    mean(samples.map(({ atMs }) => atMs)),
    mean(samples.map((one) => one.value)),
  ]
  let above = 0
  let below = 0
  for (const sample of samples) {
    above += (sample.atMs - time) * (sample.value - value)
    below += (sample.atMs - time) ** 2
  }
  return Math.round((above / below) * HOUR_MS * 10) / 10
}
