/** A year of a small city in 5-minute values, and live values every 10 s: what the bench stores. */
export const SITES = 6
export const POINTS_PER_SITE = 34
export const STEP_MS = 300_000
export const MONTH_ROWS = 8_760
export const YEAR_START = Date.parse('2025-11-01T00:00:00Z')
export const NOW = YEAR_START + 12 * MONTH_ROWS * STEP_MS

export const points = Array.from({ length: SITES * POINTS_PER_SITE }, (_, n) => pointOf(n))

function pointOf(n) {
  return `site-${Math.floor(n / POINTS_PER_SITE)}.place-${n % POINTS_PER_SITE}.co2`
}

/** Two decimals, a daily curve with noise; every fifth point counts up. */
export function measured(n, time) {
  if (n % 5 === 0) return Math.round((time - YEAR_START) / 3_600) / 100
  const noise = ((time / 1_000 + n * 7_919) * 2_654_435_761) % 100
  return Math.round(2_000 + 500 * Math.sin(time / 13_750_987 + n) + noise) / 100
}

/** History as an import brings it: one site and month at a time, newest first, each point in time order. */
export function* history() {
  for (let month = 11; month >= 0; month--) {
    for (let site = 0; site < SITES; site++) {
      const chunk = []
      for (let of = 0; of < POINTS_PER_SITE; of++) {
        const n = site * POINTS_PER_SITE + of
        for (let row = 0; row < MONTH_ROWS; row++) {
          const observedAt = YEAR_START + (month * MONTH_ROWS + row) * STEP_MS
          chunk.push({ point: points[n], observedAt, value: measured(n, observedAt), flag: 'good' })
        }
      }
      yield chunk
    }
  }
}

/** Live values of all points from `NOW` on, interleaved, in batches of a minute. */
export function* live(hours) {
  for (let minute = 0; minute < hours * 60; minute++) {
    const batch = []
    for (let tick = 0; tick < 6; tick++) {
      const observedAt = NOW + minute * 60_000 + tick * 10_000
      points.forEach((point, n) => {
        batch.push({ point, observedAt, value: measured(n, observedAt), flag: 'good' })
      })
    }
    yield batch
  }
}
