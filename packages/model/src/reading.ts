/** What the plausible range says when a reading arrives. Everything else is decided when reading. */
export type Flag = 'good' | 'suspect'

/** One value of one point at one instant, in the metric's own unit. Times are epoch ms UTC. */
export type Reading = {
  readonly point: string
  readonly observedAt: number
  readonly value: number
  readonly flag: Flag
}
