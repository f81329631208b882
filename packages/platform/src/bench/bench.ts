/** One benchmark: what it measures, and its run, which prints a JSON line per figure through `print`. */
export type Bench = {
  readonly name: string
  readonly title: string
  /** Takes too long to run along with the others. */
  readonly onlyByName?: boolean
  run(print: (line: Readonly<Record<string, unknown>>) => void): Promise<void>
}

/** Median, smallest and largest of a few runs. */
export function spread(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    median: rounded(quantile(sorted, 0.5)),
    min: rounded(sorted[0] ?? Number.NaN),
    max: rounded(sorted.at(-1) ?? Number.NaN),
    runs: values.length,
  }
}

/** Latencies in ms, as percentiles. */
export function latencies(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  return {
    p50Ms: rounded(quantile(sorted, 0.5)),
    p99Ms: rounded(quantile(sorted, 0.99)),
    maxMs: rounded(sorted.at(-1) ?? Number.NaN),
    samples: values.length,
  }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
