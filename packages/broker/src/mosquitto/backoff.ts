/** Waiting times that double from `firstMs` to `mostMs`, each drawn anew between a half and the whole. */
export function createBackoff({ firstMs, mostMs, random }: BackoffOptions) {
  let failures = 0
  return {
    next(): number {
      const whole = Math.min(mostMs, firstMs * 2 ** failures)
      failures = Math.min(failures + 1, 20)
      return Math.round(whole * (0.5 + random() / 2))
    },
    reset(): void {
      failures = 0
    },
  }
}
type BackoffOptions = {
  readonly firstMs: number
  readonly mostMs: number
  readonly random: () => number
}
