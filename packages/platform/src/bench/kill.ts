import { killRun } from '../faults/kill.js'
import type { Bench } from './bench.js'

/** Twenty kills of the whole program at full load, a million acknowledged messages, 0 may be missing. */
export const killBench: Bench = {
  name: 'kill',
  title: '20 × kill -9 of the whole program at full load, counted from its export',
  async run(print) {
    const startedAt = performance.now()
    const verdict = await killRun({
      kills: 20,
      messagesPerKill: 51_000,
      connections: 4,
      onRound: (round, acknowledged) =>
        console.error(`kill ${round}: ${acknowledged} acknowledged`),
    })
    const seconds = Math.round((performance.now() - startedAt) / 1_000)
    print({
      bench: 'kill',
      kills: 20,
      ...verdict,
      seconds,
      goal: '>= 1000000 acknowledged, 0 missing, 0 doubled',
    })
  },
}
