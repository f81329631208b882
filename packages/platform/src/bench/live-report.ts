/** Latencies in whole milliseconds, counted: a run has millions of them. */
export type Histogram = Record<number, number>

/** What one client process saw. */
export type LiveReport = {
  /** From the moment that a reading carries to the frame's arrival. */
  readonly reading: Histogram
  /** The same from when the site's next frame might go at the earliest: the way alone. */
  readonly way: Histogram
  /** Readings of sites that send so seldom that no frame has to wait. */
  readonly quiet: Histogram
  /** From the server's stamp on the frame to its arrival. */
  readonly frame: Histogram
  /** By site and frame (its `at`): how many sockets got it. */
  readonly frames: Readonly<Record<string, Readonly<Record<number, number>>>>
}

export type LiveRequest = {
  readonly url: string
  /** The sites of each socket. */
  readonly watches: readonly (readonly string[])[]
}

export function count(histogram: Histogram, ms: number): void {
  const whole = Math.max(0, Math.round(ms))
  histogram[whole] = (histogram[whole] ?? 0) + 1
}

/** Percentiles of several processes' histograms together. */
export function percentiles(histograms: readonly Histogram[]) {
  const all: Histogram = {}
  for (const histogram of histograms) {
    for (const [ms, times] of Object.entries(histogram)) {
      all[Number(ms)] = (all[Number(ms)] ?? 0) + times
    }
  }
  const sorted = Object.entries(all).map(([ms, times]) => ({ ms: Number(ms), times }))
  sorted.sort((a, b) => a.ms - b.ms)
  const samples = sorted.reduce((sum, { times }) => sum + times, 0)
  const quantile = (share: number) => {
    let counted = 0
    for (const { ms, times } of sorted) {
      counted += times
      if (counted >= samples * share) return ms
    }
    return Number.NaN
  }
  return {
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: sorted.at(-1)?.ms ?? Number.NaN,
    samples,
  }
}

/** Frames that reached somebody, and how many deliveries of them are missing. */
export function deliveries(
  reports: readonly LiveReport[],
  watches: readonly (readonly string[])[],
  span: { readonly from: number; readonly to: number },
) {
  let delivered = 0
  let missing = 0
  for (const site of new Set(watches.flat())) {
    const sockets = watches.filter((sites) => sites.includes(site)).length
    const got = new Map<number, number>()
    for (const { frames } of reports) {
      for (const [at, times] of Object.entries(frames[site] ?? {})) {
        got.set(Number(at), (got.get(Number(at)) ?? 0) + times)
      }
    }
    for (const [at, times] of got) {
      if (at < span.from || at > span.to) continue
      delivered += times
      missing += sockets - times
    }
  }
  return { framesDelivered: delivered, framesMissing: missing }
}
